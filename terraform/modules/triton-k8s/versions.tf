terraform {
  # No provider: this module renders, it does not apply. Cross-variable validation needs 1.9.
  required_version = ">= 1.9, < 2.0"
}

# Written from the pipeline's options in Java; do not change it by hand.

terraform {
  required_version = ">= 1.7, < 2.0"
}

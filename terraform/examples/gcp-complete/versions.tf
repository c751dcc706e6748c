terraform {
  required_version = ">= 1.9, < 2.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.50, < 7.0"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = ">= 6.50, < 7.0"
    }
  }

  # State belongs into a bucket that only those who run Terraform may read:
  # backend "gcs" { bucket = "…", prefix = "weir" }
}

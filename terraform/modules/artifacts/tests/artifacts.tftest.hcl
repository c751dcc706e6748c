mock_provider "aws" {
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::weir-artifacts" }
  }
}

variables {
  bucket      = "weir-artifacts"
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1"
}

run "the_bucket_is_closed_to_the_public" {
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.main.block_public_acls,
      aws_s3_bucket_public_access_block.main.block_public_policy,
      aws_s3_bucket_public_access_block.main.ignore_public_acls,
      aws_s3_bucket_public_access_block.main.restrict_public_buckets,
    ])
    error_message = "public access is not blocked in every way"
  }
  assert {
    condition     = aws_s3_bucket_ownership_controls.main.rule[0].object_ownership == "BucketOwnerEnforced"
    error_message = "access lists of objects count"
  }
}

run "data_are_encrypted_at_rest_and_in_transit" {
  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_server_side_encryption_configuration.main.rule :
      rule.apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms" &&
      rule.apply_server_side_encryption_by_default[0].kms_master_key_id == var.kms_key_arn
    ])
    error_message = "the bucket is not encrypted with the given key"
  }
  assert {
    condition = length([
      for statement in jsondecode(aws_s3_bucket_policy.main.policy).Statement : statement
      if statement.Effect == "Deny" && statement.Principal == "*" && statement.Action == "s3:*" &&
      try(statement.Condition.Bool["aws:SecureTransport"], "") == "false" &&
      toset(statement.Resource) == toset(["arn:aws:s3:::weir-artifacts", "arn:aws:s3:::weir-artifacts/*"])
    ]) == 1
    error_message = "the bucket is served without TLS"
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.main.policy).Statement : statement.Effect == "Deny"])
    error_message = "the policy of the bucket allows something"
  }
  assert {
    condition     = aws_ecr_repository.main.encryption_configuration[0].encryption_type == "KMS" && aws_ecr_repository.main.encryption_configuration[0].kms_key == var.kms_key_arn
    error_message = "images are not encrypted with the given key"
  }
}

run "what_was_deployed_can_be_had_back" {
  assert {
    condition     = aws_s3_bucket_versioning.main.versioning_configuration[0].status == "Enabled"
    error_message = "objects have no versions"
  }
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.main.rule[0].noncurrent_version_expiration[0].noncurrent_days == 90
    error_message = "old versions are not kept for 90 days"
  }
  assert {
    condition     = !aws_s3_bucket.main.force_destroy && !aws_ecr_repository.main.force_delete
    error_message = "contents are deleted without being asked to"
  }
}

run "images_are_scanned_and_never_replaced" {
  assert {
    condition     = aws_ecr_repository.main.image_tag_mutability == "IMMUTABLE"
    error_message = "a tag can be moved"
  }
  assert {
    condition     = aws_ecr_repository.main.image_scanning_configuration[0].scan_on_push
    error_message = "images are not scanned"
  }
}

run "wrong_values_are_refused" {
  command = plan
  variables {
    bucket           = "weir_artifacts"
    kms_key_arn      = "alias/weir"
    old_version_days = 0
    repository       = "Weir"
  }
  expect_failures = [
    var.bucket,
    var.kms_key_arn,
    var.old_version_days,
    var.repository,
  ]
}

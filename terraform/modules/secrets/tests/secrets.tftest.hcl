mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:123456789012:key/1" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:weir/triton-token-abcdef" }
  }
}

variables {
  name    = "weir"
  secrets = { triton-token = "What Triton's gateway asks for" }
}

run "secrets_are_encrypted_and_protected" {
  assert {
    condition     = aws_kms_key.main.enable_key_rotation
    error_message = "the key is not rotated"
  }
  assert {
    condition     = aws_kms_key.main.deletion_window_in_days >= 7
    error_message = "the key is gone at once"
  }
  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.main : secret.kms_key_id == aws_kms_key.main.arn])
    error_message = "a secret is not encrypted with the own key"
  }
  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.main : secret.recovery_window_in_days >= 7])
    error_message = "a deleted secret is gone at once"
  }
  assert {
    condition     = alltrue([for policy in aws_secretsmanager_secret_policy.main : policy.block_public_policy])
    error_message = "a secret may be made public"
  }
  assert {
    condition     = jsonencode(keys(output.secret_arns)) == jsonencode(["triton-token"])
    error_message = "the secrets' ARNs are not given"
  }
}

run "services_use_the_key_for_this_account_only" {
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.main.policy).Statement :
      can(statement.Condition) && strcontains(jsonencode(statement.Condition), "123456789012")
      if can(statement.Principal.Service)
    ])
    error_message = "a service may use the key for somebody else"
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.main.policy).Statement :
      statement.Principal.AWS == "arn:aws:iam::123456789012:root"
      if !can(statement.Principal.Service)
    ])
    error_message = "the key is open to another account"
  }
}

run "wrong_values_are_refused" {
  command = plan
  variables {
    name                 = "Weir"
    recovery_window_days = 6
    rotation_period_days = 30
    secrets              = { "Triton Token" = "What Triton's gateway asks for" }
  }
  expect_failures = [
    var.name,
    var.recovery_window_days,
    var.rotation_period_days,
    var.secrets,
  ]
}

run "a_secret_without_a_purpose_is_refused" {
  command = plan
  variables {
    secrets = { triton-token = " " }
  }
  expect_failures = [var.secrets]
}

# The key that everything of a deployment is encrypted with, and the places of its secrets. Their
# values never come here: what Terraform knows stands in its state, readable.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id
}

resource "aws_kms_key" "main" {
  description             = "Data and logs of ${var.name}"
  enable_key_rotation     = true
  rotation_period_in_days = var.rotation_period_days
  deletion_window_in_days = var.recovery_window_days

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
        # Hands the key over to the account's IAM policies; without it nobody could administer it.
        Action = "kms:*"
        # In the policy of a key this is the key itself.
        Resource = "*"
      },
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"]
        # In the policy of a key this is the key itself.
        Resource = "*"
        Condition = {
          ArnLike = {
            "kms:EncryptionContext:aws:logs:arn" = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:*${var.name}*"
          }
        }
      },
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        # In the policy of a key this is the key itself.
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
    ]
  })
}

resource "aws_kms_alias" "main" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_secretsmanager_secret" "main" {
  for_each = var.secrets

  name                    = "${var.name}/${each.key}"
  description             = each.value
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = var.recovery_window_days
}

# Nobody outside the account, and nobody without TLS, whatever other policies allow.
resource "aws_secretsmanager_secret_policy" "main" {
  for_each = aws_secretsmanager_secret.main

  secret_arn          = each.value.arn
  block_public_policy = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "OnlyByTls"
        Effect = "Deny"
        # A refusal is for everybody.
        Principal = "*"
        # A refusal is of everything.
        Action    = "secretsmanager:*"
        Resource  = each.value.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid    = "OnlyThisAccount"
        Effect = "Deny"
        # A refusal is for everybody.
        Principal = "*"
        # A refusal is of everything.
        Action    = "secretsmanager:*"
        Resource  = each.value.arn
        Condition = { StringNotEquals = { "aws:PrincipalAccount" = local.account } }
      },
    ]
  })
}

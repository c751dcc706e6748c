output "kms_key_arn" {
  description = "ARN of the key that everything is encrypted with"
  value       = aws_kms_key.main.arn
}

output "secret_arns" {
  description = "ARN of each secret, by its name"
  value       = { for name, secret in aws_secretsmanager_secret.main : name => secret.arn }
}

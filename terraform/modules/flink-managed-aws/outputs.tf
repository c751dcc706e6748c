output "application_arn" {
  description = "ARN of the application"
  value       = aws_kinesisanalyticsv2_application.main.arn
}

output "application_name" {
  description = "Name of the application, as its metrics have it"
  value       = aws_kinesisanalyticsv2_application.main.name
}

output "application_version" {
  description = "Number of the application's version; each update adds one"
  value       = aws_kinesisanalyticsv2_application.main.version_id
}

output "log_group" {
  description = "Where the job logs"
  value       = aws_cloudwatch_log_group.main.name
}

output "role_arn" {
  description = "ARN of the role that the job has"
  value       = aws_iam_role.main.arn
}

output "alarm_topic_arn" {
  description = "ARN of the SNS topic that alarms tell"
  value       = module.observability.alarm_topic_arn
}

output "application_name" {
  description = "Name of the application on Managed Flink"
  value       = module.flink.application_name
}

output "application_version" {
  description = "Number of the application's version; each update adds one"
  value       = module.flink.application_version
}

output "bootstrap_servers" {
  description = "Where clients connect to Kafka, from inside the network, that sign with IAM"
  value       = module.kafka.bootstrap_servers
}

output "bucket" {
  description = "Bucket of jars and models"
  value       = module.artifacts.bucket
}

output "dashboard" {
  description = "Name of the dashboard"
  value       = module.observability.dashboard
}

output "log_group" {
  description = "Where the job logs"
  value       = module.flink.log_group
}

output "repository_url" {
  description = "Where images are pushed to, without a tag"
  value       = module.artifacts.repository_url
}

output "secret_arns" {
  description = "ARN of each secret, by its name"
  value       = module.secrets.secret_arns
}

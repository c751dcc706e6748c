output "bootstrap_servers" {
  description = "Where clients connect that sign with IAM: the option bootstrapServers"
  value       = aws_msk_cluster.main.bootstrap_brokers_sasl_iam
}

output "cluster_arn" {
  description = "ARN of the cluster, of which those of topics and groups are made"
  value       = aws_msk_cluster.main.arn
}

output "cluster_name" {
  description = "Name of the cluster, as its metrics have it"
  value       = aws_msk_cluster.main.cluster_name
}

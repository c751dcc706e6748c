output "client_security_group_id" {
  description = "Security group for jobs: they may call the endpoints, and whoever lets this group in"
  value       = aws_security_group.clients.id
}

output "private_subnet_ids" {
  description = "One private subnet in each zone, in the order of the zones"
  value       = [for zone in var.availability_zones : aws_subnet.private[zone].id]
}

output "vpc_id" {
  description = "The network"
  value       = aws_vpc.main.id
}

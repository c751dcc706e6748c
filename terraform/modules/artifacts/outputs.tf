output "bucket" {
  description = "Name of the bucket"
  value       = aws_s3_bucket.main.id
}

output "bucket_arn" {
  description = "ARN of the bucket"
  value       = aws_s3_bucket.main.arn
}

output "repository_url" {
  description = "Where images are pushed to and pulled from, without a tag"
  value       = aws_ecr_repository.main.repository_url
}

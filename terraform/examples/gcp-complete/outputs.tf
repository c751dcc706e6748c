output "bucket_name" {
  description = "Where the template and the models go."
  value       = module.artifacts.bucket_name
}

output "image_prefix" {
  description = "What the launcher's image is to be named after."
  value       = module.artifacts.image_prefix
}

output "bootstrap_servers" {
  description = "What producers and consumers connect to, from inside the network."
  value       = module.kafka.bootstrap_servers
}

output "job_url" {
  description = "The job's page in the console; null until there is a job."
  value       = one(module.job[*].url)
}

output "secret_ids" {
  description = "The secrets by name, as projects/P/secrets/S: what an option takes instead of the value."
  value       = { for name, secret in google_secret_manager_secret.main : name => secret.id }
}

output "alert_policy_names" {
  description = "The alerts by what they watch, as projects/P/alertPolicies/A."
  value       = { for measure, policy in google_monitoring_alert_policy.main : measure => policy.name }
}

output "dashboard_id" {
  description = "The dashboard, as projects/P/dashboards/D."
  value       = google_monitoring_dashboard.main.id
}

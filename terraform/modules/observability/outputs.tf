output "alarm_names" {
  description = "Names of all alarms"
  value = sort(concat(
    [for alarm in aws_cloudwatch_metric_alarm.lag : alarm.alarm_name],
    [for alarm in aws_cloudwatch_metric_alarm.triton_queue : alarm.alarm_name],
    [
      aws_cloudwatch_metric_alarm.checkpoint_age.alarm_name,
      aws_cloudwatch_metric_alarm.checkpoint_duration.alarm_name,
      aws_cloudwatch_metric_alarm.checkpoint_failures.alarm_name,
      aws_cloudwatch_metric_alarm.downtime.alarm_name,
      aws_cloudwatch_metric_alarm.kafka_offline.alarm_name,
      aws_cloudwatch_metric_alarm.restarts.alarm_name,
    ],
  ))
}

output "alarm_topic_arn" {
  description = "ARN of the SNS topic that alarms tell; others may subscribe to it"
  value       = aws_sns_topic.alarms.arn
}

output "dashboard" {
  description = "Name of the dashboard"
  value       = aws_cloudwatch_dashboard.main.dashboard_name
}

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/weir/weir/x" }
  }
  mock_resource "aws_cloudwatch_log_stream" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/weir/weir/flink:log-stream:job" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/weir" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:123456789012:key/1" }
  }
  mock_resource "aws_msk_cluster" {
    defaults = {
      arn                        = "arn:aws:kafka:eu-west-1:123456789012:cluster/weir/0a0a-1"
      bootstrap_brokers_sasl_iam = "b-1.weir:9098"
    }
  }
  mock_resource "aws_msk_configuration" {
    defaults = {
      arn             = "arn:aws:kafka:eu-west-1:123456789012:configuration/weir-brokers/0a0a-1"
      latest_revision = 1
    }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::weir-artifacts", id = "weir-artifacts" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:weir/triton-abcdef" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:123456789012:weir-alarms" }
  }
  mock_resource "aws_vpc" {
    defaults = { id = "vpc-1" }
  }
}

variables {
  region             = "eu-west-1"
  availability_zones = ["eu-west-1a", "eu-west-1b"]
  bucket             = "weir-artifacts"
  # Any file does: it is read, not run.
  jar     = "versions.tf"
  secrets = { triton = "What Triton's gateway asks for" }
}

run "the_parts_fit_together" {
  assert {
    condition     = module.options.arguments.bootstrapServers == "b-1.weir:9098"
    error_message = "the job does not connect to the cluster"
  }
  assert {
    condition     = output.application_name == "weir-fraud" && output.bucket == "weir-artifacts"
    error_message = "names do not follow the deployment's"
  }
}

run "without_a_model_none_is_named" {
  assert {
    condition     = !contains(keys(module.options.arguments), "model")
    error_message = "a model is named that nobody gave"
  }
}

run "wrong_values_are_refused" {
  command = plan
  variables {
    arrival              = "LATER"
    availability_zones   = ["us-east-1a", "us-east-1b"]
    bucket               = "weir_artifacts"
    cidr                 = "10.20.0.0"
    jar                  = "no-such.jar"
    kafka_instance_type  = "m5.large"
    mail_addresses       = ["on-call"]
    model                = "models/"
    name                 = "Weir"
    parallelism          = 3
    parallelism_per_kpu  = 2
    recovery_window_days = 1
    secrets              = { triton = " " }
    topic_prefix         = "team/"
  }
  expect_failures = [
    var.arrival,
    var.availability_zones,
    var.bucket,
    var.cidr,
    var.jar,
    var.kafka_instance_type,
    var.mail_addresses,
    var.model,
    var.name,
    var.parallelism,
    var.recovery_window_days,
    var.secrets,
    var.topic_prefix,
  ]
}

run "regions_and_units_that_are_not_there_are_refused" {
  command = plan
  variables {
    region              = "Ireland"
    availability_zones  = ["Ireland1"]
    parallelism         = 9
    parallelism_per_kpu = 9
  }
  expect_failures = [
    var.region,
    var.parallelism_per_kpu,
  ]
}

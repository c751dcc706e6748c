mock_provider "aws" {
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
}

variables {
  name                          = "weir"
  vpc_id                        = "vpc-1"
  subnet_ids                    = ["subnet-1", "subnet-2", "subnet-3"]
  client_security_group_ids     = { flink = "sg-1" }
  monitoring_security_group_ids = { prometheus = "sg-2" }
  kms_key_arn                   = "arn:aws:kms:eu-west-1:123456789012:key/1"
}

run "data_are_encrypted_at_rest_and_in_transit" {
  assert {
    condition     = aws_msk_cluster.main.encryption_info[0].encryption_at_rest_kms_key_arn == var.kms_key_arn
    error_message = "disks are not encrypted with the given key"
  }
  assert {
    condition     = aws_msk_cluster.main.encryption_info[0].encryption_in_transit[0].client_broker == "TLS" && aws_msk_cluster.main.encryption_info[0].encryption_in_transit[0].in_cluster
    error_message = "something is sent without TLS"
  }
  assert {
    condition     = aws_cloudwatch_log_group.brokers.kms_key_id == var.kms_key_arn
    error_message = "logs are not encrypted with the given key"
  }
}

run "only_known_clients_of_the_network_connect" {
  assert {
    condition     = aws_msk_cluster.main.client_authentication[0].sasl[0].iam && !aws_msk_cluster.main.client_authentication[0].unauthenticated
    error_message = "clients need not say who they are"
  }
  assert {
    condition     = aws_msk_cluster.main.broker_node_group_info[0].connectivity_info[0].public_access[0].type == "DISABLED"
    error_message = "brokers have public addresses"
  }
  assert {
    condition = alltrue([
      for rule in concat(values(aws_vpc_security_group_ingress_rule.clients), values(aws_vpc_security_group_ingress_rule.monitoring)) :
      rule.cidr_ipv4 == null && rule.cidr_ipv6 == null && rule.from_port == rule.to_port
    ])
    error_message = "brokers are open to addresses instead of to groups, or on many ports"
  }
  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.clients : name => "${rule.referenced_security_group_id} ${rule.from_port}" } == { flink = "sg-1 9098" }
    error_message = "others than the given clients may connect"
  }
}

run "no_record_is_lost_with_a_broker_and_no_topic_comes_by_accident" {
  assert {
    condition = alltrue([
      for line in ["auto.create.topics.enable=false", "default.replication.factor=3", "min.insync.replicas=2", "unclean.leader.election.enable=false"] :
      strcontains("\n${aws_msk_configuration.main.server_properties}", "\n${line}\n")
    ])
    error_message = "the configuration of the brokers is ${aws_msk_configuration.main.server_properties}"
  }
  assert {
    condition     = aws_msk_cluster.main.configuration_info[0].arn == aws_msk_configuration.main.arn
    error_message = "the brokers do not have the configuration"
  }
}

run "disks_grow_and_everything_is_watched" {
  assert {
    condition     = aws_appautoscaling_target.storage.max_capacity == 1000 && aws_appautoscaling_target.storage.resource_id == aws_msk_cluster.main.arn
    error_message = "disks do not grow up to the bound"
  }
  assert {
    condition     = aws_appautoscaling_policy.storage.target_tracking_scaling_policy_configuration[0].target_value == 60 && aws_appautoscaling_policy.storage.target_tracking_scaling_policy_configuration[0].disable_scale_in
    error_message = "disks do not grow at 60 percent, or are asked to shrink"
  }
  assert {
    condition     = aws_msk_cluster.main.logging_info[0].broker_logs[0].cloudwatch_logs[0].enabled && aws_cloudwatch_log_group.brokers.retention_in_days == 30
    error_message = "brokers have no log, or one that is kept for ever"
  }
  assert {
    condition     = aws_msk_cluster.main.open_monitoring[0].prometheus[0].jmx_exporter[0].enabled_in_broker && aws_msk_cluster.main.open_monitoring[0].prometheus[0].node_exporter[0].enabled_in_broker
    error_message = "Prometheus has nothing to read"
  }
}

run "two_zones_take_writes_with_one_of_them" {
  command = plan
  variables {
    brokers    = 2
    subnet_ids = ["subnet-1", "subnet-2"]
  }
  assert {
    condition     = strcontains(aws_msk_configuration.main.server_properties, "min.insync.replicas=1\n")
    error_message = "with two zones, the loss of one stops all writes"
  }
}

run "wrong_values_are_refused" {
  command = plan
  variables {
    name                          = "Weir"
    brokers                       = 4
    client_security_group_ids     = { Flink = "sg-1" }
    instance_type                 = "m5.large"
    kafka_version                 = "2.8.1"
    kms_key_arn                   = "alias/weir"
    log_retention_days            = 31
    monitoring_level              = "ALL"
    monitoring_security_group_ids = { Prometheus = "sg-2" }
    storage_gb                    = 200
    storage_max_gb                = 100
    storage_target_percent        = 90
    vpc_id                        = "weir"
  }
  expect_failures = [
    var.name,
    var.brokers,
    var.client_security_group_ids,
    var.instance_type,
    var.kafka_version,
    var.kms_key_arn,
    var.log_retention_days,
    var.monitoring_level,
    var.monitoring_security_group_ids,
    var.storage_max_gb,
    var.storage_target_percent,
    var.vpc_id,
  ]
}

run "a_disk_without_size_and_a_single_zone_are_refused" {
  command = plan
  variables {
    storage_gb = 0
    subnet_ids = ["subnet-1"]
  }
  expect_failures = [
    var.storage_gb,
    var.subnet_ids,
  ]
}

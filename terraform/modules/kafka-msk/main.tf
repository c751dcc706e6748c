# Kafka on Amazon MSK: brokers in private subnets, IAM for who may do what, TLS only, encrypted with
# a key of one's own, disks that grow.

locals {
  # A partition survives the loss of a zone, and takes writes meanwhile where there are three.
  replicas = min(3, length(var.subnet_ids))

  # The port on which MSK expects signatures of IAM, inside a network.
  iam_port = 9098
}

resource "aws_msk_cluster" "main" {
  cluster_name           = var.name
  kafka_version          = var.kafka_version
  number_of_broker_nodes = var.brokers
  enhanced_monitoring    = var.monitoring_level

  broker_node_group_info {
    instance_type   = var.instance_type
    client_subnets  = var.subnet_ids
    security_groups = [aws_security_group.brokers.id]

    connectivity_info {
      public_access {
        type = "DISABLED"
      }
    }

    storage_info {
      ebs_storage_info {
        volume_size = var.storage_gb
      }
    }
  }

  client_authentication {
    unauthenticated = false

    sasl {
      iam   = true
      scram = false
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.main.arn
    revision = aws_msk_configuration.main.latest_revision
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = var.kms_key_arn

    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.brokers.name
      }
    }
  }

  open_monitoring {
    prometheus {
      jmx_exporter {
        enabled_in_broker = true
      }
      node_exporter {
        enabled_in_broker = true
      }
    }
  }

  lifecycle {
    # Disks grow by themselves; they never shrink, and must not be set back.
    ignore_changes = [broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size]
  }
}

resource "aws_msk_configuration" "main" {
  name           = "${var.name}-brokers"
  description    = "Brokers of ${var.name}"
  kafka_versions = [var.kafka_version]

  server_properties = join("", [for name, value in local.server_properties : "${name}=${value}\n"])

  lifecycle {
    # A cluster has one at any time.
    create_before_destroy = true
  }
}

locals {
  server_properties = {
    # A topic with a typing error in its name must not come into being: launch makes them.
    "auto.create.topics.enable"      = false
    "default.replication.factor"     = local.replicas
    "min.insync.replicas"            = max(1, local.replicas - 1)
    "unclean.leader.election.enable" = false
    # Clients read from the broker of their own zone.
    "replica.selector.class" = "org.apache.kafka.common.replica.RackAwareReplicaSelector"
  }
}

# ---------------------------------------------------------------------------------------------
# Disks that grow
# ---------------------------------------------------------------------------------------------

resource "aws_appautoscaling_target" "storage" {
  service_namespace  = "kafka"
  scalable_dimension = "kafka:broker-storage:VolumeSize"
  resource_id        = aws_msk_cluster.main.arn
  min_capacity       = 1
  max_capacity       = var.storage_max_gb
}

resource "aws_appautoscaling_policy" "storage" {
  name               = "${var.name}-storage"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.storage.service_namespace
  scalable_dimension = aws_appautoscaling_target.storage.scalable_dimension
  resource_id        = aws_appautoscaling_target.storage.resource_id

  target_tracking_scaling_policy_configuration {
    disable_scale_in = true
    target_value     = var.storage_target_percent

    predefined_metric_specification {
      predefined_metric_type = "KafkaBrokerStorageUtilization"
    }
  }
}

# ---------------------------------------------------------------------------------------------
# Who may connect
# ---------------------------------------------------------------------------------------------

resource "aws_security_group" "brokers" {
  name        = "${var.name}-brokers"
  description = "Kafka's brokers"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-brokers" }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.brokers.id
  description                  = "Kafka from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = local.iam_port
  to_port                      = local.iam_port
}

resource "aws_vpc_security_group_egress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = each.value
  description                  = "Kafka on ${var.name}"
  referenced_security_group_id = aws_security_group.brokers.id
  ip_protocol                  = "tcp"
  from_port                    = local.iam_port
  to_port                      = local.iam_port
}

# Prometheus, where there is one, reads the exporters of the brokers.
resource "aws_vpc_security_group_ingress_rule" "monitoring" {
  for_each = {
    for pair in setproduct(keys(var.monitoring_security_group_ids), [11001, 11002]) :
    "${pair[0]}-${pair[1]}" => { group = var.monitoring_security_group_ids[pair[0]], port = pair[1] }
  }

  security_group_id            = aws_security_group.brokers.id
  description                  = "Metrics for ${each.key}"
  referenced_security_group_id = each.value.group
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}

resource "aws_cloudwatch_log_group" "brokers" {
  name              = "/weir/${var.name}/kafka"
  kms_key_id        = var.kms_key_arn
  retention_in_days = var.log_retention_days
}

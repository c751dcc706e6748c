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
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/weir/weir/flow" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/weir-flow-log" }
  }
}

variables {
  name               = "weir"
  availability_zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
  kms_key_arn        = "arn:aws:kms:eu-west-1:123456789012:key/1"
}

run "nothing_is_reached_from_the_internet" {
  assert {
    condition     = length(aws_subnet.private) == 3 && alltrue([for subnet in aws_subnet.private : !subnet.map_public_ip_on_launch])
    error_message = "a subnet gives public addresses"
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints.cidr_ipv4 == null && aws_vpc_security_group_ingress_rule.endpoints.cidr_ipv6 == null
    error_message = "endpoints are open to addresses instead of to a group"
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints.referenced_security_group_id == aws_security_group.clients.id && aws_vpc_security_group_ingress_rule.endpoints.from_port == 443 && aws_vpc_security_group_ingress_rule.endpoints.to_port == 443
    error_message = "endpoints are open to others than jobs, or on other ports"
  }
  assert {
    condition     = aws_default_security_group.main.vpc_id == aws_vpc.main.id
    error_message = "the default security group keeps its rules"
  }
}

run "jobs_reach_aws_without_the_internet" {
  assert {
    condition     = aws_vpc_endpoint.s3.vpc_endpoint_type == "Gateway" && aws_vpc_endpoint.s3.service_name == "com.amazonaws.eu-west-1.s3"
    error_message = "there is no gateway to S3"
  }
  assert {
    condition     = jsonencode(keys(aws_vpc_endpoint.interface)) == jsonencode(["secretsmanager", "sts"]) && alltrue([for endpoint in aws_vpc_endpoint.interface : endpoint.private_dns_enabled])
    error_message = "the endpoints of services are not those that were asked for"
  }
  assert {
    condition = alltrue([
      for rule in [aws_vpc_security_group_egress_rule.endpoints, aws_vpc_security_group_egress_rule.s3] :
      rule.cidr_ipv4 == null && rule.cidr_ipv6 == null && rule.from_port == 443 && rule.to_port == 443
    ])
    error_message = "jobs may call more than AWS services"
  }
}

run "zones_have_subnets_that_do_not_overlap" {
  command = plan
  assert {
    condition     = { for zone, subnet in aws_subnet.private : zone => subnet.cidr_block } == { eu-west-1a = "10.20.0.0/20", eu-west-1b = "10.20.16.0/20", eu-west-1c = "10.20.32.0/20" }
    error_message = "the subnets are not the first three sixteenths of the network"
  }
}

run "connections_are_recorded" {
  assert {
    condition     = aws_flow_log.main.traffic_type == "ALL" && aws_flow_log.main.vpc_id == aws_vpc.main.id
    error_message = "not all connections are recorded"
  }
  assert {
    condition     = aws_cloudwatch_log_group.flow.kms_key_id == var.kms_key_arn && aws_cloudwatch_log_group.flow.retention_in_days == 90
    error_message = "the record is not encrypted, or kept for ever"
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.flow.policy).Statement :
      alltrue([for resource in statement.Resource : startswith(resource, aws_cloudwatch_log_group.flow.arn)])
    ])
    error_message = "the role writes to other logs"
  }
}

run "wrong_values_are_refused" {
  command = plan
  variables {
    name                    = "-weir"
    availability_zones      = ["eu-west-1a"]
    cidr                    = "10.20.0.0/8"
    flow_log_retention_days = 91
    interface_endpoints     = ["s3"]
    kms_key_arn             = "alias/weir"
  }
  expect_failures = [
    var.name,
    var.availability_zones,
    var.cidr,
    var.flow_log_retention_days,
    var.interface_endpoints,
    var.kms_key_arn,
  ]
}

run "public_addresses_and_unknown_zones_are_refused" {
  command = plan
  variables {
    availability_zones = ["eu-west-1a", "west"]
    cidr               = "8.8.0.0/16"
  }
  expect_failures = [
    var.availability_zones,
    var.cidr,
  ]
}

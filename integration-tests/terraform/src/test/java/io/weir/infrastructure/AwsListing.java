/*
 * Copyright 2026 The Weir Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
 * in compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License
 * is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
 * or implied. See the License for the specific language governing permissions and limitations under
 * the License.
 */
package io.weir.infrastructure;

/** A question to AWS for all things of a kind. */
enum AwsListing {
  ALARMS("monitoring", query("DescribeAlarms", "2010-08-01")),
  APPLICATIONS("kinesisanalytics", "KinesisAnalytics_20180523.ListApplications", "{}"),
  BUCKETS("s3", ""),
  CLUSTERS("kafka", "/v1/clusters"),
  CONFIGURATIONS("kafka", "/v1/configurations"),
  DASHBOARDS("monitoring", query("ListDashboards", "2010-08-01")),
  // Those that are deleted stay in the list for a while.
  ENDPOINTS(
      "ec2",
      query("DescribeVpcEndpoints", "2016-11-15")
          + "&Filter.1.Name=vpc-endpoint-state&Filter.1.Value.1=available"),
  KEY_ALIASES("kms", "TrentService.ListAliases", "{}"),
  LOG_GROUPS("logs", "Logs_20140328.DescribeLogGroups", "{}"),
  NETWORKS("ec2", query("DescribeVpcs", "2016-11-15")),
  REPOSITORIES("ecr", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories", "{}"),
  ROLES("iam", query("ListRoles", "2010-05-08")),
  SCALING(
      "application-autoscaling",
      "AnyScaleFrontendService.DescribeScalableTargets",
      "{\"ServiceNamespace\": \"kafka\"}"),
  SECRETS("secretsmanager", "secretsmanager.ListSecrets", "{}"),
  SECURITY_GROUPS("ec2", query("DescribeSecurityGroups", "2016-11-15")),
  SUBNETS("ec2", query("DescribeSubnets", "2016-11-15")),
  TOPICS("sns", query("ListTopics", "2010-03-31"));

  private final String service;
  private final String path;
  private final String target;
  private final String body;

  /** One of the old protocol, or of REST. */
  AwsListing(String service, String what) {
    this(service, what.startsWith("/") ? what : "/", "", what.startsWith("/") ? "" : what);
  }

  /** One of the JSON protocol. */
  AwsListing(String service, String target, String body) {
    this(service, "/", target, body);
  }

  AwsListing(String service, String path, String target, String body) {
    this.service = service;
    this.path = path;
    this.target = target;
    this.body = body;
  }

  private static String query(String action, String version) {
    return "Action=" + action + "&Version=" + version;
  }

  String service() {
    return service;
  }

  String path() {
    return path;
  }

  String target() {
    return target;
  }

  String body() {
    return body;
  }
}

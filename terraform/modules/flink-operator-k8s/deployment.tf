# The job and the rights of its pods.

locals {
  rocksdb_folder = "/rocksdb"

  # The image's user; see the flink image's container file.
  flink_user = 9999

  # Splits of the Kafka source are made once, at the start: min(maxParallelism, partitions) of them. Without maxParallelism it
  # would be min(parallelism, partitions), and no later scale could read with more.
  job_arguments = concat(
    [
      "--pipeline=${var.pipeline}",
      "--jobName=${var.name}",
      "--maxParallelism=${var.max_parallelism}",
    ],
    [for option, value in merge(var.pipeline_arguments, local.checkpoint_arguments) : "--${option}=${value}"],
  )

  own_arguments = [
    "pipeline",
    "runner",
    "flinkMaster",
    "jobName",
    "parallelism",
    "maxParallelism",
    "checkpointingInterval",
    "checkpointTimeoutMillis",
    "minPauseBetweenCheckpoints",
  ]

  flink_deployment = {
    apiVersion = "flink.apache.org/v1beta1"
    kind       = "FlinkDeployment"
    metadata   = local.metadata
    spec = {
      image              = var.image
      imagePullPolicy    = "IfNotPresent"
      flinkVersion       = var.flink_version
      mode               = "native"
      serviceAccount     = var.name
      flinkConfiguration = local.configuration
      podTemplate        = local.pod_template
      jobManager = {
        replicas = var.job_manager.replicas
        resource = {
          cpu    = var.job_manager.cpu
          memory = "${var.job_manager.memory_mib}m"
        }
      }
      taskManager = merge(
        {
          resource = {
            cpu    = var.task_manager.cpu
            memory = "${var.task_manager.memory_mib}m"
          }
        },
        # What the HorizontalPodAutoscaler scales: it does nothing where the number is not set.
        { for key, value in { replicas = local.task_managers } : key => value if local.scale_by_lag },
      )
      job = merge(
        {
          jarURI                = "local://${var.jar_path}"
          entryClass            = "io.weir.runner.flink.FlinkJob"
          args                  = local.job_arguments
          parallelism           = var.parallelism
          upgradeMode           = var.upgrade_mode
          state                 = "running"
          allowNonRestoredState = false
        },
        { for key, value in { initialSavepointPath = var.initial_savepoint } : key => value if value != null },
      )
    }
  }

  pod_template = {
    apiVersion = "v1"
    kind       = "Pod"
    metadata = {
      labels = local.labels
    }
    spec = merge(
      {
        serviceAccountName = var.name
        securityContext = {
          runAsNonRoot        = true
          runAsUser           = local.flink_user
          runAsGroup          = local.flink_user
          fsGroup             = local.flink_user
          fsGroupChangePolicy = "OnRootMismatch"
          seccompProfile      = { type = "RuntimeDefault" }
        }
        containers = [
          {
            # The name by which Flink finds its own container in the template.
            name = "flink-main-container"
            securityContext = {
              allowPrivilegeEscalation = false
              readOnlyRootFilesystem   = true
              capabilities             = { drop = ["ALL"] }
            }
            ports = [
              {
                name          = "metrics"
                containerPort = local.ports.metrics
                protocol      = "TCP"
              },
            ]
            volumeMounts = concat(
              [
                { name = "temporary", mountPath = "/tmp" },
                { name = "log", mountPath = "/opt/flink/log" },
                { name = "rocksdb", mountPath = local.rocksdb_folder },
              ],
              [for secret, path in var.secret_mounts : { name = "secret-${secret}", mountPath = path, readOnly = true }],
            )
          },
        ]
        volumes = concat(
          [
            { name = "temporary", emptyDir = { sizeLimit = "2Gi" } },
            { name = "log", emptyDir = { sizeLimit = "1Gi" } },
            { name = "rocksdb", emptyDir = { sizeLimit = "${var.rocksdb_disk_mib}Mi" } },
          ],
          [for secret in keys(var.secret_mounts) : { name = "secret-${secret}", secret = { secretName = secret, defaultMode = 288 } }],
        )
        topologySpreadConstraints = [
          {
            maxSkew           = 1
            topologyKey       = "topology.kubernetes.io/zone"
            whenUnsatisfiable = "ScheduleAnyway"
            labelSelector     = { matchLabels = local.pod_selector }
          },
        ]
      },
      { for key, value in { nodeSelector = var.node_selector } : key => value if length(value) > 0 },
      { for key, value in { imagePullSecrets = [for name in var.image_pull_secrets : { name = name }] } : key => value if length(value) > 0 },
    )
  }

  service_account = {
    apiVersion                   = "v1"
    kind                         = "ServiceAccount"
    metadata                     = merge(local.metadata, { annotations = var.service_account_annotations })
    automountServiceAccountToken = true
  }

  # What a JobManager does to the cluster: its TaskManagers' pods, the config maps of high availability, its own deployment.
  role = {
    apiVersion = "rbac.authorization.k8s.io/v1"
    kind       = "Role"
    metadata   = local.metadata
    rules = [
      {
        apiGroups = [""]
        resources = ["pods"]
        verbs     = ["get", "list", "watch", "create", "delete"]
      },
      {
        apiGroups = [""]
        resources = ["configmaps"]
        verbs     = ["get", "list", "watch", "create", "update", "patch", "delete"]
      },
      {
        apiGroups     = ["apps"]
        resources     = ["deployments"]
        resourceNames = [var.name]
        verbs         = ["get", "delete"]
      },
      {
        # Its pods name the deployment as their owner.
        apiGroups     = ["apps"]
        resources     = ["deployments/finalizers"]
        resourceNames = [var.name]
        verbs         = ["update"]
      },
    ]
  }

  role_binding = {
    apiVersion = "rbac.authorization.k8s.io/v1"
    kind       = "RoleBinding"
    metadata   = local.metadata
    roleRef = {
      apiGroup = "rbac.authorization.k8s.io"
      kind     = "Role"
      name     = var.name
    }
    subjects = [
      {
        kind      = "ServiceAccount"
        name      = var.name
        namespace = var.namespace
      },
    ]
  }

  pod_disruption_budget = {
    apiVersion = "policy/v1"
    kind       = "PodDisruptionBudget"
    metadata   = local.metadata
    spec = {
      # One TaskManager at a time: a second loss during recovery starts the recovery anew. It is a number because a native
      # deployment's TaskManagers have no controller from which maxUnavailable could be counted.
      minAvailable = local.least_task_managers - 1
      selector     = { matchLabels = merge(local.pod_selector, { component = "taskmanager" }) }
    }
  }

  horizontal_pod_autoscaler = {
    apiVersion = "autoscaling/v2"
    kind       = "HorizontalPodAutoscaler"
    metadata   = local.metadata
    spec = {
      scaleTargetRef = {
        apiVersion = "flink.apache.org/v1beta1"
        kind       = "FlinkDeployment"
        name       = var.name
      }
      minReplicas = var.autoscaling.min_task_managers
      maxReplicas = var.autoscaling.max_task_managers
      metrics = [
        {
          type = "External"
          external = {
            metric = {
              name     = local.lag_metric
              selector = { matchLabels = { flink_deployment = var.name } }
            }
            target = {
              type         = "AverageValue"
              averageValue = tostring(var.autoscaling.target_lag)
            }
          }
        },
      ]
      # Each change of scale is a savepoint and a start: up at once when lag has stood for a while, down late and one by one.
      behavior = {
        scaleUp = {
          stabilizationWindowSeconds = 60
          policies = [
            { type = "Percent", value = 100, periodSeconds = var.autoscaling.stabilization_window_seconds },
          ]
        }
        scaleDown = {
          stabilizationWindowSeconds = var.autoscaling.stabilization_window_seconds
          policies = [
            { type = "Pods", value = 1, periodSeconds = var.autoscaling.stabilization_window_seconds },
          ]
        }
      }
    }
  }
}

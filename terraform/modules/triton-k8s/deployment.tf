# The server's pods, and what stands in front of them.

locals {
  # The image's user triton-server.
  triton_user = 1000

  from_claim       = var.model_repository.volume_claim != null
  repository       = local.from_claim ? "/models" : var.model_repository.uri
  settling_seconds = 10

  arguments = concat(
    [
      "tritonserver",
      "--model-repository=${local.repository}",
      "--http-port=${local.ports.http}",
      "--grpc-port=${local.ports.grpc}",
      "--metrics-port=${local.ports.metrics}",
      # Ready means that every model is.
      "--strict-readiness=true",
      "--exit-on-error=true",
      "--exit-timeout-secs=${var.grace_period_seconds - local.settling_seconds - 5}",
    ],
    var.model_repository.poll_seconds == 0
    ? ["--model-control-mode=none"]
    : ["--model-control-mode=poll", "--repository-poll-secs=${var.model_repository.poll_seconds}"],
  )

  gpu = { for resource, count in { "nvidia.com/gpu" = tostring(var.resources.gpu_count) } : resource => count if var.resources.gpu_count > 0 }

  deployment = {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    metadata   = local.metadata
    spec = {
      # No replicas: the HorizontalPodAutoscaler owns them.
      revisionHistoryLimit    = 5
      progressDeadlineSeconds = var.start_seconds + 300
      selector                = { matchLabels = local.pod_selector }
      strategy = {
        type = "RollingUpdate"
        rollingUpdate = {
          # A new version must be ready before an old one goes.
          maxUnavailable = 0
          maxSurge       = 1
        }
      }
      template = {
        metadata = { labels = local.labels }
        spec     = local.pod
      }
    }
  }

  pod = merge(
    {
      serviceAccountName            = var.name
      automountServiceAccountToken  = false
      terminationGracePeriodSeconds = var.grace_period_seconds
      securityContext = {
        runAsNonRoot        = true
        runAsUser           = local.triton_user
        runAsGroup          = local.triton_user
        fsGroup             = local.triton_user
        fsGroupChangePolicy = "OnRootMismatch"
        seccompProfile      = { type = "RuntimeDefault" }
      }
      containers = [local.container]
      volumes = concat(
        [
          { name = "temporary", emptyDir = { sizeLimit = "4Gi" } },
          { name = "shared-memory", emptyDir = { medium = "Memory", sizeLimit = "${var.shared_memory_mib}Mi" } },
        ],
        [for claim in [var.model_repository.volume_claim] : { name = "models", persistentVolumeClaim = { claimName = claim, readOnly = true } } if claim != null],
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
    { for key, value in { tolerations = local.tolerations } : key => value if length(value) > 0 },
  )

  tolerations = [
    for toleration in var.tolerations : { for key, value in toleration : key => value if value != null }
  ]

  container = {
    name    = "triton"
    image   = var.image
    command = local.arguments
    ports = [
      for name, port in local.ports : { name = name, containerPort = port, protocol = "TCP" }
    ]
    resources = {
      requests = merge(local.gpu, { cpu = tostring(var.resources.cpu), memory = "${var.resources.memory_mib}Mi" })
      limits   = merge(local.gpu, { cpu = tostring(var.resources.cpu), memory = "${var.resources.memory_mib}Mi" })
    }
    securityContext = {
      allowPrivilegeEscalation = false
      readOnlyRootFilesystem   = true
      capabilities             = { drop = ["ALL"] }
    }
    startupProbe = {
      httpGet          = { path = "/v2/health/ready", port = "http" }
      periodSeconds    = 5
      failureThreshold = ceil(var.start_seconds / 5)
    }
    readinessProbe = {
      httpGet          = { path = "/v2/health/ready", port = "http" }
      periodSeconds    = 5
      timeoutSeconds   = 2
      failureThreshold = 2
    }
    livenessProbe = {
      httpGet          = { path = "/v2/health/live", port = "http" }
      periodSeconds    = 10
      timeoutSeconds   = 5
      failureThreshold = 6
    }
    lifecycle = {
      # Until every client has heard that this pod is no endpoint any more, it goes on answering.
      preStop = { exec = { command = ["sleep", tostring(local.settling_seconds)] } }
    }
    volumeMounts = concat(
      [
        { name = "temporary", mountPath = "/tmp" },
        { name = "shared-memory", mountPath = "/dev/shm" },
      ],
      [for path in ["/models"] : { name = "models", mountPath = path, readOnly = true } if local.from_claim],
    )
  }

  service_account = {
    apiVersion                   = "v1"
    kind                         = "ServiceAccount"
    metadata                     = merge(local.metadata, { annotations = var.service_account_annotations })
    automountServiceAccountToken = false
  }

  service = {
    apiVersion = "v1"
    kind       = "Service"
    metadata   = local.metadata
    spec = {
      # Headless: a gRPC client holds its connections, so it must see every pod and choose among them itself.
      type      = "ClusterIP"
      clusterIP = "None"
      selector  = local.pod_selector
      ports = [
        { name = "grpc", port = local.ports.grpc, targetPort = "grpc", protocol = "TCP" },
      ]
    }
  }

  pod_disruption_budget = {
    apiVersion = "policy/v1"
    kind       = "PodDisruptionBudget"
    metadata   = local.metadata
    spec = {
      maxUnavailable = 1
      selector       = { matchLabels = local.pod_selector }
    }
  }

  horizontal_pod_autoscaler = {
    apiVersion = "autoscaling/v2"
    kind       = "HorizontalPodAutoscaler"
    metadata   = local.metadata
    spec = {
      scaleTargetRef = {
        apiVersion = "apps/v1"
        kind       = "Deployment"
        name       = var.name
      }
      minReplicas = var.autoscaling.min_replicas
      maxReplicas = var.autoscaling.max_replicas
      metrics = [
        {
          type = "Pods"
          pods = {
            metric = { name = local.queue_ratio_metric }
            target = {
              type = "AverageValue"
              # A quantity has no more than three digits after the point.
              averageValue = "${floor(var.autoscaling.queue_ratio * 1000)}m"
            }
          }
        },
      ]
      behavior = {
        scaleUp = {
          stabilizationWindowSeconds = 0
          policies = [
            { type = "Percent", value = 100, periodSeconds = 30 },
          ]
        }
        scaleDown = {
          stabilizationWindowSeconds = var.autoscaling.stabilization_window_seconds
          policies = [
            { type = "Pods", value = 1, periodSeconds = 60 },
          ]
        }
      }
    }
  }
}

# Who may call the job's pods, and whom they may call. What is not named is closed.

locals {
  network_policy = {
    apiVersion = "networking.k8s.io/v1"
    kind       = "NetworkPolicy"
    metadata   = local.metadata
    spec = {
      podSelector = { matchLabels = local.pod_selector }
      policyTypes = ["Ingress", "Egress"]
      ingress     = local.ingress
      egress      = concat(local.egress, [for rule in [local.egress_to_triton] : rule if var.egress.triton != null])
    }
  }

  ingress = [
    {
      # JobManager and TaskManagers among themselves, at ports that they choose.
      from = [{ podSelector = { matchLabels = local.pod_selector } }]
    },
    {
      from  = [{ namespaceSelector = { matchLabels = { "kubernetes.io/metadata.name" = var.operator_namespace } } }]
      ports = [{ protocol = "TCP", port = local.ports.rest }]
    },
    {
      from  = [{ namespaceSelector = { matchLabels = { "kubernetes.io/metadata.name" = var.monitoring_namespace } } }]
      ports = [{ protocol = "TCP", port = local.ports.metrics }]
    },
  ]

  egress = [
    {
      to = [{ podSelector = { matchLabels = local.pod_selector } }]
    },
    {
      to = [{ namespaceSelector = { matchLabels = { "kubernetes.io/metadata.name" = "kube-system" } } }]
      ports = [
        { protocol = "UDP", port = 53 },
        { protocol = "TCP", port = 53 },
      ]
    },
    {
      to    = [for block in var.egress.kafka.cidr_blocks : { ipBlock = { cidr = block } }]
      ports = [for port in var.egress.kafka.ports : { protocol = "TCP", port = port }]
    },
    {
      to    = [for block in var.egress.api_server.cidr_blocks : { ipBlock = { cidr = block } }]
      ports = [for port in var.egress.api_server.ports : { protocol = "TCP", port = port }]
    },
    {
      to    = [for block in var.egress.storage.cidr_blocks : { ipBlock = { cidr = block } }]
      ports = [{ protocol = "TCP", port = 443 }]
    },
  ]

  egress_to_triton = {
    to    = [{ podSelector = { matchLabels = var.egress.triton } }]
    ports = [{ protocol = "TCP", port = local.ports.triton }]
  }
}

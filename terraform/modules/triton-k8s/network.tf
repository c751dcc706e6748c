# Who may call the server, and whom it may call. What is not named is closed; the probes come from the node itself.

locals {
  network_policy = {
    apiVersion = "networking.k8s.io/v1"
    kind       = "NetworkPolicy"
    metadata   = local.metadata
    spec = {
      podSelector = { matchLabels = local.pod_selector }
      policyTypes = ["Ingress", "Egress"]
      ingress = [
        {
          from  = [{ podSelector = { matchLabels = var.clients } }]
          ports = [{ protocol = "TCP", port = local.ports.grpc }]
        },
        {
          from  = [{ namespaceSelector = { matchLabels = { "kubernetes.io/metadata.name" = var.monitoring_namespace } } }]
          ports = [{ protocol = "TCP", port = local.ports.metrics }]
        },
      ]
      egress = concat(
        [
          {
            to = [{ namespaceSelector = { matchLabels = { "kubernetes.io/metadata.name" = "kube-system" } } }]
            ports = [
              { protocol = "UDP", port = 53 },
              { protocol = "TCP", port = 53 },
            ]
          },
        ],
        [
          for rule in [
            {
              to    = [for block in var.storage_cidr_blocks : { ipBlock = { cidr = block } }]
              ports = [{ protocol = "TCP", port = 443 }]
            },
          ] : rule if length(var.storage_cidr_blocks) > 0
        ],
      )
    }
  }
}

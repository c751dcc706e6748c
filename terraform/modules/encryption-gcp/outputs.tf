output "key_ids" {
  description = "The keys by what they encrypt: dataflow, kafka, registry, secrets, storage. Known once their agents may use them."
  value       = { for key, resource in google_kms_crypto_key.main : key => resource.id }
  depends_on  = [google_kms_crypto_key_iam_member.agent]
}

// Copyright 2026 The Weir Authors
//
// Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
// in compliance with the License. You may obtain a copy of the License at
//
//     https://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software distributed under the License
// is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
// or implied. See the License for the specific language governing permissions and limitations under
// the License.

package main

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// What Google answers where somebody goes on with it, by its documentation: type and attribute, and
// the form, in which other attributes stand in braces.
var forms = map[string]string{
	"google_compute_network.id":           "projects/{project}/global/networks/{name}",
	"google_compute_subnetwork.id":        "projects/{project}/regions/{region}/subnetworks/{name}",
	"google_compute_subnetwork.self_link": "https://www.googleapis.com/compute/v1/projects/{project}/regions/{region}/subnetworks/{name}",
	"google_kms_crypto_key.id":            "{key_ring}/cryptoKeys/{name}",
	"google_kms_key_ring.id":              "projects/{project}/locations/{location}/keyRings/{name}",
	"google_service_account.email":        "{account_id}@{project}.iam.gserviceaccount.com",
	"google_service_account.member":       "serviceAccount:{account_id}@{project}.iam.gserviceaccount.com",
}

var braces = regexp.MustCompile(`\{(\w+)\}`)

// What the provider would compute: the form that is known of it, else something of the right type.
func (b *block) madeUp(name string, value tftypes.Value) (tftypes.Value, error) {
	var given map[string]tftypes.Value
	if err := value.As(&given); err != nil {
		return value, err
	}
	// What is rewritten is this same map.
	unknown := map[string]bool{}
	for attribute := range b.Attributes {
		unknown[attribute] = !given[attribute].IsKnown()
	}
	made, err := b.rewrite(value, func(attribute *attribute, value tftypes.Value) tftypes.Value {
		kind := value.Type()
		switch {
		case value.IsKnown():
			return value
		case kind.Is(tftypes.String):
			return tftypes.NewValue(kind, "made-up")
		case kind.Is(tftypes.Bool):
			return tftypes.NewValue(kind, false)
		case kind.Is(tftypes.Number):
			return tftypes.NewValue(kind, 1)
		case kind.Is(tftypes.Map{}):
			return tftypes.NewValue(kind, map[string]tftypes.Value{})
		case kind.Is(tftypes.List{}), kind.Is(tftypes.Set{}):
			return tftypes.NewValue(kind, []tftypes.Value{})
		default:
			return tftypes.NewValue(kind, nil)
		}
	})
	if err != nil {
		return value, err
	}
	var object map[string]tftypes.Value
	if err := made.As(&object); err != nil {
		return value, err
	}
	for attribute := range b.Attributes {
		if form, known := forms[name+"."+attribute]; known && unknown[attribute] {
			object[attribute] = tftypes.NewValue(tftypes.String, braces.ReplaceAllStringFunc(form, func(part string) string {
				var text string
				_ = object[part[1:len(part)-1]].As(&text)
				return text
			}))
		}
	}
	return tftypes.NewValue(made.Type(), object), nil
}

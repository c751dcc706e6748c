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

// A provider that knows a schema and nothing else: with it Terraform validates, plans and mocks
// configurations of a provider that is not to be had. It never applies anything.
//
// The schema is schema.json beside the program; the program's name is that of the provider that it
// stands in for: terraform-provider-NAME_vVERSION.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "schema provider:", err)
		os.Exit(1)
	}
}

func serve() error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	program, err = filepath.EvalSymlinks(program)
	if err != nil {
		return err
	}
	schema, err := readSchema(filepath.Join(filepath.Dir(program), "schema.json"))
	if err != nil {
		return err
	}
	name := strings.TrimPrefix(filepath.Base(program), "terraform-provider-")
	name, _, _ = strings.Cut(name, "_v")
	return tf5server.Serve("registry.terraform.io/hashicorp/"+name, func() tfprotov5.ProviderServer {
		return &provider{schema: schema}
	})
}

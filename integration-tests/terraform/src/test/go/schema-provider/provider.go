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
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// What Terraform asks when it validates, plans, applies and mocks. The rest is left to the embedded
// interface, which is nil. Nothing is made anywhere: what was planned is there, says the state.
type provider struct {
	tfprotov5.ProviderServer
	schema *providerSchema
}

func (p *provider) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	response := &tfprotov5.GetMetadataResponse{ServerCapabilities: &tfprotov5.ServerCapabilities{}}
	for _, name := range names(p.schema.Resources) {
		response.Resources = append(response.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	for _, name := range names(p.schema.DataSources) {
		response.DataSources = append(response.DataSources, tfprotov5.DataSourceMetadata{TypeName: name})
	}
	return response, nil
}

func (p *provider) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	own, err := p.schema.Provider.protocol()
	if err != nil {
		return nil, err
	}
	response := &tfprotov5.GetProviderSchemaResponse{
		ServerCapabilities: &tfprotov5.ServerCapabilities{},
		Provider:           own,
		ResourceSchemas:    map[string]*tfprotov5.Schema{},
		DataSourceSchemas:  map[string]*tfprotov5.Schema{},
	}
	for name, block := range p.schema.Resources {
		if response.ResourceSchemas[name], err = block.protocol(); err != nil {
			return nil, fmt.Errorf("resource %s: %w", name, err)
		}
	}
	for name, block := range p.schema.DataSources {
		if response.DataSourceSchemas[name], err = block.protocol(); err != nil {
			return nil, fmt.Errorf("data source %s: %w", name, err)
		}
	}
	return response, nil
}

func (p *provider) PrepareProviderConfig(_ context.Context, request *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: request.Config}, nil
}

func (p *provider) ConfigureProvider(context.Context, *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (p *provider) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func (p *provider) ValidateResourceTypeConfig(_ context.Context, request *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	diagnostics, err := validate(p.schema.Resources[request.TypeName], request.TypeName, request.Config)
	return &tfprotov5.ValidateResourceTypeConfigResponse{Diagnostics: diagnostics}, err
}

func (p *provider) ValidateDataSourceConfig(_ context.Context, request *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	diagnostics, err := validate(p.schema.DataSources[request.TypeName], request.TypeName, request.Config)
	return &tfprotov5.ValidateDataSourceConfigResponse{Diagnostics: diagnostics}, err
}

func validate(block *block, name string, config *tfprotov5.DynamicValue) ([]*tfprotov5.Diagnostic, error) {
	value, _, err := read(block, config)
	if err != nil {
		return nil, err
	}
	problems, err := block.refused(value)
	var diagnostics []*tfprotov5.Diagnostic
	for _, problem := range problems {
		diagnostics = append(diagnostics, &tfprotov5.Diagnostic{
			Severity: tfprotov5.DiagnosticSeverityError,
			Summary:  "Value that the provider does not list",
			Detail:   name + ": " + problem,
		})
	}
	return diagnostics, err
}

func (p *provider) PlanResourceChange(_ context.Context, request *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	block := p.schema.Resources[request.TypeName]
	value, kind, err := read(block, request.ProposedNewState)
	if err != nil {
		return nil, err
	}
	planned, err := block.planned(value)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(kind, planned)
	return &tfprotov5.PlanResourceChangeResponse{PlannedState: &state}, err
}

func (p *provider) ApplyResourceChange(_ context.Context, request *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	block := p.schema.Resources[request.TypeName]
	value, kind, err := read(block, request.PlannedState)
	if err != nil {
		return nil, err
	}
	if !value.IsNull() {
		if value, err = block.madeUp(request.TypeName, value); err != nil {
			return nil, err
		}
	}
	state, err := tfprotov5.NewDynamicValue(kind, value)
	return &tfprotov5.ApplyResourceChangeResponse{NewState: &state}, err
}

func (p *provider) ReadResource(_ context.Context, request *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	return &tfprotov5.ReadResourceResponse{NewState: request.CurrentState, Private: request.Private}, nil
}

func (p *provider) UpgradeResourceState(_ context.Context, request *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	schema, err := p.schema.Resources[request.TypeName].protocol()
	if err != nil {
		return nil, err
	}
	value, err := request.RawState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(schema.ValueType(), value)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

// A data source answers with what it was asked for; the rest is made up from its name.
func (p *provider) ReadDataSource(_ context.Context, request *tfprotov5.ReadDataSourceRequest) (*tfprotov5.ReadDataSourceResponse, error) {
	block := p.schema.DataSources[request.TypeName]
	value, kind, err := read(block, request.Config)
	if err != nil {
		return nil, err
	}
	var object map[string]tftypes.Value
	if err := value.As(&object); err != nil {
		return nil, err
	}
	for name, attribute := range block.Attributes {
		if attribute.Computed && object[name].IsNull() && object[name].Type().Is(tftypes.String) {
			object[name] = tftypes.NewValue(tftypes.String, "made-up-"+name)
		}
	}
	state, err := tfprotov5.NewDynamicValue(kind, tftypes.NewValue(kind, object))
	return &tfprotov5.ReadDataSourceResponse{State: &state}, err
}

func read(block *block, value *tfprotov5.DynamicValue) (tftypes.Value, tftypes.Type, error) {
	if block == nil {
		return tftypes.Value{}, nil, fmt.Errorf("there is no schema for it")
	}
	schema, err := block.protocol()
	if err != nil {
		return tftypes.Value{}, nil, err
	}
	kind := schema.ValueType()
	result, err := value.Unmarshal(kind)
	return result, kind, err
}

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
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sort"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// What schema.json holds.
type providerSchema struct {
	Provider    *block            `json:"provider"`
	Resources   map[string]*block `json:"resources"`
	DataSources map[string]*block `json:"data_sources"`
}

type block struct {
	Attributes map[string]*attribute   `json:"attributes"`
	Blocks     map[string]*nestedBlock `json:"blocks"`
}

type attribute struct {
	// In Terraform's own JSON form of a type, such as ["list", "string"].
	Type     json.RawMessage `json:"type"`
	Required bool            `json:"required"`
	Optional bool            `json:"optional"`
	Computed bool            `json:"computed"`
	// What a string may be, where its description lists it.
	Values []string `json:"values"`
}

type nestedBlock struct {
	Nesting string `json:"nesting"`
	Min     int64  `json:"min"`
	// 0: as many as one likes.
	Max   int64  `json:"max"`
	Block *block `json:"block"`
}

func readSchema(path string) (*providerSchema, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	schema := &providerSchema{}
	if err := json.Unmarshal(text, schema); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if schema.Provider == nil {
		schema.Provider = &block{}
	}
	return schema, nil
}

// The form that Terraform is told.
func (b *block) protocol() (*tfprotov5.Schema, error) {
	inner, err := b.protocolBlock()
	if err != nil {
		return nil, err
	}
	return &tfprotov5.Schema{Block: inner}, nil
}

func (b *block) protocolBlock() (*tfprotov5.SchemaBlock, error) {
	result := &tfprotov5.SchemaBlock{}
	for _, name := range names(b.Attributes) {
		attribute := b.Attributes[name]
		//lint:ignore SA1019 it is marked for other uses than this: a type that comes as JSON
		kind, err := tftypes.ParseJSONType(attribute.Type)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		result.Attributes = append(result.Attributes, &tfprotov5.SchemaAttribute{
			Name:     name,
			Type:     kind,
			Required: attribute.Required,
			Optional: attribute.Optional,
			Computed: attribute.Computed,
		})
	}
	for _, name := range names(b.Blocks) {
		nested := b.Blocks[name]
		inner, err := nested.Block.protocolBlock()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		nesting, known := map[string]tfprotov5.SchemaNestedBlockNestingMode{
			"list":   tfprotov5.SchemaNestedBlockNestingModeList,
			"set":    tfprotov5.SchemaNestedBlockNestingModeSet,
			"map":    tfprotov5.SchemaNestedBlockNestingModeMap,
			"single": tfprotov5.SchemaNestedBlockNestingModeSingle,
		}[nested.Nesting]
		if !known {
			return nil, fmt.Errorf("%s: nesting is %q, must be list, set, map or single", name, nested.Nesting)
		}
		result.BlockTypes = append(result.BlockTypes, &tfprotov5.SchemaNestedBlock{
			TypeName: name,
			Nesting:  nesting,
			MinItems: nested.Min,
			MaxItems: nested.Max,
			Block:    inner,
		})
	}
	return result, nil
}

// Makes what the provider would compute unknown: what is null, and is the provider's to say.
func (b *block) planned(value tftypes.Value) (tftypes.Value, error) {
	return b.rewrite(value, func(attribute *attribute, value tftypes.Value) tftypes.Value {
		if attribute.Computed && value.IsNull() {
			return tftypes.NewValue(value.Type(), tftypes.UnknownValue)
		}
		return value
	})
}

// What the description of an attribute does not allow, by path.
func (b *block) refused(value tftypes.Value) ([]string, error) {
	var problems []string
	_, err := b.rewrite(value, func(attribute *attribute, value tftypes.Value) tftypes.Value {
		if len(attribute.Values) > 0 && value.Type().Is(tftypes.String) && value.IsKnown() && !value.IsNull() {
			var text string
			if value.As(&text) == nil && !slices.Contains(attribute.Values, text) {
				problems = append(problems, fmt.Sprintf("%q is none of %q", text, attribute.Values))
			}
		}
		return value
	})
	return problems, err
}

// Goes through all attributes, those of nested blocks too.
func (b *block) rewrite(value tftypes.Value, change func(*attribute, tftypes.Value) tftypes.Value) (tftypes.Value, error) {
	if value.IsNull() || !value.IsKnown() {
		return value, nil
	}
	var object map[string]tftypes.Value
	if err := value.As(&object); err != nil {
		return value, err
	}
	for name, attribute := range b.Attributes {
		object[name] = change(attribute, object[name])
	}
	for name, nested := range b.Blocks {
		changed, err := nested.rewrite(object[name], change)
		if err != nil {
			return value, err
		}
		object[name] = changed
	}
	return tftypes.NewValue(value.Type(), object), nil
}

func (n *nestedBlock) rewrite(value tftypes.Value, change func(*attribute, tftypes.Value) tftypes.Value) (tftypes.Value, error) {
	if value.IsNull() || !value.IsKnown() {
		return value, nil
	}
	switch n.Nesting {
	case "single":
		return n.Block.rewrite(value, change)
	case "map":
		var entries map[string]tftypes.Value
		if err := value.As(&entries); err != nil {
			return value, err
		}
		for key, entry := range entries {
			changed, err := n.Block.rewrite(entry, change)
			if err != nil {
				return value, err
			}
			entries[key] = changed
		}
		return tftypes.NewValue(value.Type(), entries), nil
	default:
		var entries []tftypes.Value
		if err := value.As(&entries); err != nil {
			return value, err
		}
		for index, entry := range entries {
			changed, err := n.Block.rewrite(entry, change)
			if err != nil {
				return value, err
			}
			entries[index] = changed
		}
		return tftypes.NewValue(value.Type(), entries), nil
	}
}

func names[V any](values map[string]V) []string {
	result := make([]string, 0, len(values))
	for name := range values {
		result = append(result, name)
	}
	sort.Strings(result)
	return result
}

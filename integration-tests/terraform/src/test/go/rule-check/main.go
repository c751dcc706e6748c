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

// Reads a file of rules as Prometheus does, and says what is wrong with it. With a file of series as
// well, it evaluates the rules over them, and prints the alerts that fire at the end.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/promqltest"
	"github.com/prometheus/prometheus/util/teststorage"
)

const (
	interval = 15 * time.Second
	// Series are written to the end; a rule looks back from there.
	end = 30 * time.Minute
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(files []string) error {
	if len(files) == 0 || len(files) > 2 {
		return errors.New("usage: rule-check RULES [SERIES]")
	}
	rules, problems := rulefmt.ParseFile(files[0], false)
	if len(problems) > 0 {
		return errors.Join(problems...)
	}
	if len(files) == 1 {
		return nil
	}
	series, err := os.ReadFile(files[1])
	if err != nil {
		return err
	}
	firing, err := evaluate(rules, string(series))
	for _, alert := range firing {
		fmt.Println(alert)
	}
	return err
}

// The names of the alerts that have held for as long as they must when the series end.
func evaluate(rules *rulefmt.RuleGroups, series string) ([]string, error) {
	problems := &loading{}
	storage := promqltest.LoadedStorage(problems, series)
	defer storage.Close()
	if problems.err != nil {
		return nil, problems.err
	}
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:           1_000_000,
		Timeout:              time.Minute,
		LookbackDelta:        5 * time.Minute,
		EnableAtModifier:     true,
		EnableNegativeOffset: true,
	})
	since := map[string]time.Duration{}
	var order []rulefmt.RuleNode
	for at := time.Duration(0); at <= end; at += interval {
		for _, group := range rules.Groups {
			for _, rule := range group.Rules {
				result, err := query(engine, storage, rule.Expr.Value, at)
				if err != nil {
					return nil, fmt.Errorf("%s%s: %w", rule.Record.Value, rule.Alert.Value, err)
				}
				if rule.Record.Value != "" {
					if err := record(storage, rule, result, at); err != nil {
						return nil, fmt.Errorf("%s: %w", rule.Record.Value, err)
					}
					continue
				}
				if at == 0 {
					order = append(order, rule)
				}
				_, held := since[rule.Alert.Value]
				if len(result) == 0 {
					delete(since, rule.Alert.Value)
				} else if !held {
					since[rule.Alert.Value] = at
				}
			}
		}
	}
	var firing []string
	for _, rule := range order {
		if start, held := since[rule.Alert.Value]; held && end-start >= time.Duration(rule.For) {
			firing = append(firing, rule.Alert.Value)
		}
	}
	return firing, nil
}

func query(engine *promql.Engine, storage *teststorage.TestStorage, expression string, at time.Duration) (promql.Vector, error) {
	query, err := engine.NewInstantQuery(context.Background(), storage, nil, expression, time.Unix(0, 0).Add(at))
	if err != nil {
		return nil, err
	}
	defer query.Close()
	return query.Exec(context.Background()).Vector()
}

func record(storage *teststorage.TestStorage, rule rulefmt.RuleNode, result promql.Vector, at time.Duration) error {
	appender := storage.Appender(context.Background())
	for _, sample := range result {
		names := labels.NewBuilder(sample.Metric)
		names.Set(labels.MetricName, rule.Record.Value)
		for name, value := range rule.Labels {
			names.Set(name, value)
		}
		if _, err := appender.Append(0, names.Labels(), at.Milliseconds(), sample.F); err != nil {
			return err
		}
	}
	return appender.Commit()
}

// What is wrong with the series.
type loading struct {
	err error
}

func (l *loading) Errorf(format string, arguments ...any) {
	l.err = errors.Join(l.err, fmt.Errorf(format, arguments...))
}

func (l *loading) FailNow() {
	fmt.Fprintln(os.Stderr, l.err)
	os.Exit(1)
}

# Copyright 2026 The Weir Authors
#
# Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except
# in compliance with the License. You may obtain a copy of the License at
#
#     https://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software distributed under the License
# is distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express
# or implied. See the License for the specific language governing permissions and limitations under
# the License.
"""A boosted ensemble of LightGBM as an ONNX graph, for models of plain numbers without gaps.

Written by hand, since the graph is two nodes: the trees with a logistic function of their sum, and
the choice of the column that holds the probability. The logistic function is that of the tree
operator, which computes it row by row: a row's score has the same bits in any batch.
"""

import numpy
from onnx import TensorProto, checker, helper

FEATURES = "features"
SCORE = "score"


class _Nodes:
    """The attributes of the tree operator, one list each, over all nodes of all trees."""

    def __init__(self):
        self.trees, self.ids, self.modes = [], [], []
        self.features, self.values = [], []
        self.true_ids, self.false_ids = [], []
        self.leaf_trees, self.leaf_ids, self.leaf_weights = [], [], []

    def add_tree(self, tree, root):
        self._free = 0
        self._add(tree, root)

    def _add(self, tree, node):
        own = self._free
        self._free += 1
        place = len(self.ids)
        leaf = "leaf_value" in node
        self.trees.append(tree)
        self.ids.append(own)
        self.modes.append("LEAF" if leaf else "BRANCH_LEQ")
        self.features.append(0 if leaf else node["split_feature"])
        self.values.append(0.0 if leaf else _at_or_below(node["threshold"]))
        self.true_ids.append(0)
        self.false_ids.append(0)
        if leaf:
            self.leaf_trees.append(tree)
            self.leaf_ids.append(own)
            self.leaf_weights.append(node["leaf_value"])
        else:
            if node["decision_type"] != "<=":
                raise ValueError(f"cannot export a split by {node['decision_type']}")
            self.true_ids[place] = self._add(tree, node["left_child"])
            self.false_ids[place] = self._add(tree, node["right_child"])
        return own


def _at_or_below(threshold):
    """The largest float32 that is not above: it splits float32 inputs just as the double does."""
    rounded = numpy.float32(threshold)
    if float(rounded) > threshold:
        rounded = numpy.nextafter(rounded, numpy.float32(-numpy.inf))
    return float(rounded)


def to_onnx(booster, inputs, name):
    """The graph: `features` float32 [N, inputs] to `score` float32 [N, 1]."""
    nodes = _Nodes()
    for tree in booster.dump_model()["tree_info"]:
        nodes.add_tree(tree["tree_index"], tree["tree_structure"])
    leaves = len(nodes.leaf_ids)
    trees = helper.make_node(
        "TreeEnsembleClassifier",
        [FEATURES],
        ["label", "probabilities"],
        domain="ai.onnx.ml",
        classlabels_int64s=[0, 1],
        post_transform="LOGISTIC",
        nodes_treeids=nodes.trees,
        nodes_nodeids=nodes.ids,
        nodes_modes=nodes.modes,
        nodes_featureids=nodes.features,
        nodes_values=nodes.values,
        nodes_truenodeids=nodes.true_ids,
        nodes_falsenodeids=nodes.false_ids,
        nodes_hitrates=[1.0] * len(nodes.ids),
        nodes_missing_value_tracks_true=[0] * len(nodes.ids),
        class_treeids=nodes.leaf_trees,
        class_nodeids=nodes.leaf_ids,
        class_ids=[0] * leaves,
        class_weights=nodes.leaf_weights,
    )
    fraud = helper.make_node("Gather", ["probabilities", "fraud_column"], [SCORE], axis=1)
    graph = helper.make_graph(
        [trees, fraud],
        name,
        [helper.make_tensor_value_info(FEATURES, TensorProto.FLOAT, ["N", inputs])],
        [helper.make_tensor_value_info(SCORE, TensorProto.FLOAT, ["N", 1])],
        [helper.make_tensor("fraud_column", TensorProto.INT64, [1], [1])],
    )
    model = helper.make_model(
        graph,
        producer_name="weir",
        ir_version=9,
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)],
    )
    checker.check_model(model)
    return model

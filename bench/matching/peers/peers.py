"""Exact peers, and what offices do by hand, on a DIMACS file: peers.py NAME FILE.

Prints "s COST", "u SECONDS" of the processor for solving alone, "m KILOBYTES" at most; the file is read by NumPy before.
"""
import resource
import sys
import time

import numpy as np


class Problem:
    def __init__(self, path):
        self.supply, columns = {}, []
        with open(path) as file:
            text = file.read()
        head, _, arcs = text.partition("\na ")
        del text
        for line in head.splitlines():
            words = line.split()
            if words[0] == "p":
                self.kind, self.nodes = words[1], int(words[2])
            elif words[0] == "n":
                self.supply[int(words[1]) - 1] = int(words[2]) if len(words) > 2 else 1
        width = 5 if self.kind == "min" else 3
        numbers = np.fromstring(arcs.replace("a", " "), dtype=np.int64, sep=" ").reshape(-1, width)
        del arcs
        self.tail = (numbers[:, 0] - 1).astype(np.int32)
        self.head = (numbers[:, 1] - 1).astype(np.int32)
        self.cost = numbers[:, -1].copy()
        self.high = numbers[:, 3].copy() if width == 5 else np.ones(len(numbers), dtype=np.int64)
        self.amounts = np.full(self.nodes, -1 if self.kind == "asn" else 0, dtype=np.int64)
        for node, amount in self.supply.items():
            self.amounts[node] = amount

    @property
    def side(self):
        """How many sources an assignment has; they come first."""
        return self.nodes // 2


def flow(problem):
    from ortools.graph.python import min_cost_flow

    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(problem.tail, problem.head, problem.high, problem.cost)
    solver.set_nodes_supplies(np.arange(problem.nodes, dtype=np.int32), problem.amounts)
    start = time.process_time()
    status = solver.solve()
    seconds = time.process_time() - start
    return (solver.optimal_cost() if status == solver.OPTIMAL else None), seconds


def assignment(problem):
    from ortools.graph.python import linear_sum_assignment

    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(problem.tail, problem.head - problem.side, problem.cost)
    start = time.process_time()
    status = solver.solve()
    seconds = time.process_time() - start
    return (solver.optimal_cost() if status == solver.OPTIMAL else None), seconds


def scipy(problem):
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    # Costs of zero would not be edges.
    shift = 1 - int(problem.cost.min())
    matrix = csr_matrix((problem.cost + shift, (problem.tail, problem.head - problem.side)), shape=(problem.side,) * 2)
    start = time.process_time()
    rows, columns = min_weight_full_bipartite_matching(matrix)
    seconds = time.process_time() - start
    return int(matrix[rows, columns].sum()) - shift * problem.side, seconds


def lapx(problem):
    from lap import lapmod

    order = np.lexsort((problem.head, problem.tail))
    starts = np.zeros(problem.side + 1, dtype=np.int32)
    np.add.at(starts, problem.tail + 1, 1)
    starts = np.cumsum(starts).astype(np.int32)
    # It takes no costs below zero.
    shift = int(problem.cost.min())
    costs = (problem.cost[order] - shift).astype(np.float64)
    columns = (problem.head[order] - problem.side).astype(np.int32)
    start = time.process_time()
    cost, _, _ = lapmod(problem.side, costs, starts, columns)
    return int(round(cost)) + shift * problem.side, time.process_time() - start


def greedy(problem):
    """The best pair that is still possible, again and again; who finds none waits."""
    left = np.abs(problem.amounts).tolist()
    tail, head, high, cost = (column.tolist() for column in (problem.tail, problem.head, problem.high, problem.cost))
    start = time.process_time()
    total = 0
    for arc in np.argsort(problem.cost, kind="stable").tolist():
        units = min(left[tail[arc]], left[head[arc]], high[arc])
        if units > 0:
            left[tail[arc]] -= units
            left[head[arc]] -= units
            total += units * cost[arc]
    seconds = time.process_time() - start
    return (total if not any(left) else None), seconds


if __name__ == "__main__":
    found, seconds = globals()[sys.argv[1]](Problem(sys.argv[2]))
    print(f"s {'none' if found is None else found}\nu {seconds:.6f}")
    print(f"m {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")

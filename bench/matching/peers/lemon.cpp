// The network simplex of LEMON on a DIMACS file (.min or .asn): prints "s COST", "u SECONDS" of the processor for solving alone, "m KILOBYTES" at most.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <sys/resource.h>
#include <ctime>
#include <cstdio>
#include <cstring>
#include <vector>

using namespace lemon;

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    FILE *file = fopen(argv[1], "r");
    if (!file) return 2;
    SmartDigraph graph;
    std::vector<SmartDigraph::Node> nodes;
    std::vector<long long> supply;
    struct Bounds { long long low, high, cost; };
    std::vector<Bounds> bounds;
    bool is_assignment = false;
    char line[256];
    while (fgets(line, sizeof line, file)) {
        long long a, b, low, high, cost;
        char kind[8];
        if (line[0] == 'p' && sscanf(line, "p %7s %lld %lld", kind, &a, &b) == 3) {
            is_assignment = strcmp(kind, "asn") == 0;
            graph.reserveNode(a);
            graph.reserveArc(b);
            bounds.reserve(b);
            for (long long i = 0; i < a; i++) nodes.push_back(graph.addNode());
            supply.assign(a, is_assignment ? -1 : 0);
        } else if (line[0] == 'n' && is_assignment) {
            sscanf(line, "n %lld", &a);
            supply[a - 1] = 1;
        } else if (line[0] == 'n') {
            sscanf(line, "n %lld %lld", &a, &b);
            supply[a - 1] = b;
        } else if (line[0] == 'a' && is_assignment) {
            sscanf(line, "a %lld %lld %lld", &a, &b, &cost);
            graph.addArc(nodes[a - 1], nodes[b - 1]);
            bounds.push_back({0, 1, cost});
        } else if (line[0] == 'a') {
            sscanf(line, "a %lld %lld %lld %lld %lld", &a, &b, &low, &high, &cost);
            graph.addArc(nodes[a - 1], nodes[b - 1]);
            bounds.push_back({low, high, cost});
        }
    }
    fclose(file);
    typedef NetworkSimplex<SmartDigraph, long long, long long> Solver;
    SmartDigraph::ArcMap<long long> low(graph), high(graph), cost(graph);
    for (size_t i = 0; i < bounds.size(); i++) {
        SmartDigraph::Arc arc = graph.arcFromId(i);
        low[arc] = bounds[i].low;
        high[arc] = bounds[i].high;
        cost[arc] = bounds[i].cost;
    }
    SmartDigraph::NodeMap<long long> amounts(graph);
    for (size_t i = 0; i < nodes.size(); i++) amounts[nodes[i]] = supply[i];
    std::vector<Bounds>().swap(bounds);
    Solver solver(graph);
    solver.lowerMap(low).upperMap(high).costMap(cost).supplyMap(amounts);
    std::clock_t start = std::clock();
    bool is_optimal = solver.run() == Solver::OPTIMAL;
    double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    if (is_optimal) printf("s %lld\n", solver.totalCost<long long>()); else printf("s none\n");
    printf("u %.6f\nm %ld\n", seconds, usage.ru_maxrss);
}

"""Writes statistics.json: what SciPy and statsmodels say of small samples, and bootstrap intervals by their formulas.

Run with SciPy 1.17 and statsmodels 0.15: python statistics_values.py > ../resources/org/ockham/lab/statistics/statistics.json
"""

import itertools
import json
import math

import numpy
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.weightstats import DescrStatsW

SAMPLES = {
    "accuracies": [0.004, -0.002, 0.006, 0.001, 0.003, -0.001, 0.005, 0.002],
    "five": [0.31, 0.12, -0.05, 0.4, 0.22],
    "three": [2.0, 3.0, 4.0],
    "ties": [1.0, -1.0, 2.0, 2.0, 3.0, 0.0, 0.0, -4.0, 5.0, 5.0],
    "skewed": [0.1, 0.2, 0.15, 2.5, 0.05, 0.3, 0.12, 1.1, 0.4, 0.01, 0.6, 0.22],
}


def exact_signed_rank(values):
    """By going through all 2^n signs; SciPy's exact distribution has no ties."""
    values = [v for v in values if v]
    ranks = stats.rankdata(numpy.abs(values))
    seen = sum(r for r, v in zip(ranks, values) if v > 0)
    sums = [sum(r for r, s in zip(ranks, signs) if s) for signs in itertools.product((0, 1), repeat=len(ranks))]
    low = sum(s <= seen for s in sums) / len(sums)
    high = sum(s >= seen for s in sums) / len(sums)
    return min(1.0, 2 * min(low, high))


def bca(values, level=0.95):
    """Over all resamples of a small sample, so that no draw matters."""
    x = numpy.array(values)
    means = numpy.array([numpy.mean(r) for r in itertools.product(x, repeat=len(x))])
    seen = x.mean()
    share = (numpy.sum(means < seen - 1e-12) + numpy.sum(means <= seen + 1e-12)) / (2 * len(means))
    z0 = stats.norm.ppf(share)
    jack = numpy.array([numpy.delete(x, i).mean() for i in range(len(x))])
    u = jack.mean() - jack
    a = (u**3).sum() / (6 * (u**2).sum() ** 1.5)
    ends = []
    for q in ((1 - level) / 2, (1 + level) / 2):
        z = stats.norm.ppf(q)
        ends.append(float(numpy.quantile(means, stats.norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z))))))
    return ends


def sample(values):
    x = numpy.array(values)
    n = len(x)
    t = stats.ttest_1samp(x, 0)
    interval = t.confidence_interval(0.95)
    d = x.mean() / x.std(ddof=1)
    root = math.sqrt(n)
    solve = lambda q: scipy.optimize.brentq(lambda s: stats.nct.cdf(d * root, n - 1, s) - q, -100, 100, xtol=1e-12) / root
    overlap = 1 / (n - 1)
    corrected = x.mean() / (x.std(ddof=1) * math.sqrt(1 / n + overlap))
    margin = 0.5 * float(x.std(ddof=1))
    p, low, high = DescrStatsW(x).ttost_mean(-margin, margin)
    posterior = stats.t(n - 1, x.mean(), x.std(ddof=1) * math.sqrt(1 / n + overlap))
    out = {
        "values": values,
        "t": float(t.statistic),
        "p": float(t.pvalue),
        "interval": [float(interval.low), float(interval.high)],
        "signedRank": exact_signed_rank(values),
        "cohen": float(d),
        "hedges": float(d * math.exp(math.lgamma((n - 1) / 2) - math.lgamma((n - 2) / 2)) / math.sqrt((n - 1) / 2)),
        "effectInterval": [solve(0.975), solve(0.025)],
        "correctedT": float(corrected),
        "correctedP": float(2 * stats.t.sf(abs(corrected), n - 1)),
        "margin": margin,
        "equivalence": [float(low[1]), float(high[1]), float(p)],
        "posterior": [
            float(posterior.cdf(-margin)),
            float(posterior.cdf(margin) - posterior.cdf(-margin)),
            float(posterior.sf(margin)),
        ],
    }
    if n <= 6:
        out["bca"] = bca(values)
    else:
        r = stats.bootstrap((x,), numpy.mean, n_resamples=200_000, method="BCa", rng=numpy.random.default_rng(1))
        out["bcaDrawn"] = [float(r.confidence_interval.low), float(r.confidence_interval.high)]
    return out


def holm(p):
    return [float(v) for v in multipletests(p, method="holm")[1]]


def powers():
    out = []
    for effect, n, alpha in itertools.product((0.0, 0.3, 1.0, 2.5), (2, 3, 5, 10, 30, 200), (0.05, 0.005)):
        critical = stats.t.isf(alpha / 2, n - 1)
        shift = effect * math.sqrt(n)
        # SciPy's lower tail is NaN where it vanishes, and so is statsmodels' power
        value = float(stats.nct.sf(critical, n - 1, shift) + numpy.nan_to_num(stats.nct.cdf(-critical, n - 1, shift)))
        other = TTestPower().power(effect, n, alpha)
        assert math.isnan(other) or abs(value - other) < 1e-6
        out.append({"effect": effect, "n": n, "alpha": alpha, "power": value})
    return out


def needed():
    return [
        {"effect": e, "alpha": a, "power": p, "n": math.ceil(TTestPower().solve_power(effect_size=e, alpha=a, power=p))}
        for e, a, p in ((0.5, 0.05, 0.8), (1.0, 0.05, 0.8), (0.2, 0.05, 0.9), (0.8, 0.01, 0.8))
    ]


print(
    json.dumps(
        {
            "versions": {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
            "samples": {name: sample(values) for name, values in SAMPLES.items()},
            "holm": [
                {"p": p, "adjusted": holm(p)}
                for p in ([0.01, 0.011], [0.25, 1, 1, 1, 1], [0.01, 0.04, 0.03], [0.04, 0.01, 0.03, 0.005])
            ],
            "mcnemar": [
                {"first": b, "second": c, "p": float(mcnemar([[0, b], [c, 0]], exact=True).pvalue)}
                for b, c in ((5, 5), (1, 8), (12, 3), (0, 4), (40, 61))
            ],
            "powers": powers(),
            "needed": needed(),
        },
        indent=1,
    )
)

"""Opens a study that Java made, prints what Optuna sees in it, and adds trials of every kind for Java to read."""
import json
import sys
import warnings

warnings.simplefilter("ignore")
import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def plain(value):
    return repr(value) if isinstance(value, float) and (value != value or abs(value) == float("inf")) else value


url, name = sys.argv[1:]
study = optuna.load_study(study_name=name, storage=url, sampler=optuna.samplers.TPESampler(seed=0))
seen = {
    "version": optuna.__version__,
    "directions": [d.name for d in study.directions],
    "user_attrs": study.user_attrs,
    "best_value": study.best_value,
    "best_params": study.best_params,
    "trials": [
        {
            "number": t.number,
            "state": t.state.name,
            "values": t.values and [plain(v) for v in t.values],
            "params": t.params,
            "distributions": {k: optuna.distributions.distribution_to_json(d) for k, d in t.distributions.items()},
            "intermediate": {str(k): plain(v) for k, v in t.intermediate_values.items()},
            "user_attrs": t.user_attrs,
            "constraints": t.system_attrs.get("constraints"),
            "started": t.datetime_start is not None,
            "completed": t.datetime_complete is not None,
        }
        for t in study.trials
    ],
}
print(json.dumps(seen))


def objective(trial):
    lr = trial.suggest_float("lr", 1e-5, 0.1, log=True)
    norm = trial.suggest_categorical("norm", ["none", None, True, 3, 2.5])
    units = trial.suggest_int("units", 8, 64, step=8)
    drop = trial.suggest_float("drop", 0, 0.5, step=0.05)
    layers = trial.suggest_int("layers", 1, 100, log=True)
    trial.set_user_attr("by", "python")
    for step in range(3):
        trial.report(lr / (step + 1), step)
    if trial.number % 3 == 1:
        raise optuna.TrialPruned()
    if trial.number % 3 == 2:
        raise RuntimeError("failed")
    return lr + drop + (norm is None) + units + layers


study.optimize(objective, n_trials=6, catch=(RuntimeError,))
study.enqueue_trial({"lr": 0.01, "norm": None})
study.add_trial(
    optuna.trial.create_trial(
        params={"lr": 0.001},
        distributions={"lr": optuna.distributions.FloatDistribution(1e-5, 0.1, log=True)},
        value=float("inf"),
    )
)
study.set_user_attr("from_python", {"list": [1, None, "x"]})

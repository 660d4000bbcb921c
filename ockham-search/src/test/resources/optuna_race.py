"""Runs trials of a study in a database, from a moment on that is given in milliseconds since 1970."""
import sys
import time

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
url, name, count, begin = sys.argv[1:]
study = optuna.load_study(study_name=name, storage=url, sampler=optuna.samplers.RandomSampler(seed=0))
time.sleep(max(0, int(begin) / 1000 - time.time()))
study.optimize(lambda trial: trial.suggest_float("x", 0, 1e6), n_trials=int(count))

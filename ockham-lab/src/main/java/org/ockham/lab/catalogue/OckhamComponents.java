package org.ockham.lab.catalogue;

import org.ockham.augment.*;
import org.ockham.data.Datasets;
import org.ockham.lab.callback.*;
import org.ockham.lab.callback.DeviceStats;
import org.ockham.lab.model.Cnn;
import org.ockham.lab.model.Mlp;
import org.ockham.loss.*;
import org.ockham.nn.Selection;
import org.ockham.optim.*;
import org.ockham.regularize.*;
import org.ockham.schedule.*;
import org.ockham.search.pruner.*;
import org.ockham.search.sampler.*;

/** What comes with Ockham: a line each. */
final class OckhamComponents implements Components {

  @Override
  public void addTo(Catalogue catalogue) {
    optimizers(catalogue);
    schedules(catalogue);
    regularizers(catalogue);
    losses(catalogue);
    searches(catalogue);
    models(catalogue);
    transforms(catalogue);
    callbacks(catalogue);
    for (Datasets.Listing set : Datasets.list()) {
      catalogue.addWhole(Kind.DATA_SET, set.name(), set).about(set.summary());
    }
    catalogue
        .addWhole(Kind.DATA_SET, Datasets.FILE.name(), Datasets.FILE)
        .about(Datasets.FILE.summary());
  }

  private static void callbacks(Catalogue catalogue) {
    catalogue
        .callback("early-stopping", EarlyStop.on("val/loss"))
        .about("ends training when a metric has not become better for some validations");
    catalogue
        .callback("weight-histograms", new Histograms(20, Selection.weights()))
        .about("logs how the weights are distributed");
    catalogue
        .callback("gradient-monitor", new GradientNorms(50, 0))
        .about("logs the gradients' norms, and the gradients at the inputs of linear layers");
    catalogue.callback("output-entropy", new Entropies(20)).about("logs how sure a classifier is");
    catalogue
        .callback("learning-rate-monitor", new Rates(false, false))
        .about("logs the learning rate");
    catalogue
        .callback("guard-rails", new Rails(0.5, 5))
        .about("says in words what goes wrong: spikes, guessing, dead units, NaN, overfitting");
    catalogue.callback("throughput-monitor", new Throughput()).about("logs how fast training is");
    catalogue
        .callback("device-stats-monitor", new DeviceStats())
        .about("logs the processor time and the memory that the process takes");
    catalogue
        .callback("freeze", new Frozen(Selection.all(), 2))
        .about("trains some parameters only from some epoch on")
        .requires("on", "until");
    catalogue
        .add(Kind.AVERAGE, "ema", new WeightAverage.Config(0.999, 0, false))
        .about("exponential averages of the weights: d·average + (1 − d)·weights after every step")
        .fixes("fromEpoch");
    catalogue
        .add(Kind.AVERAGE, "swa", new WeightAverage.Config(0, 1, true))
        .about("the mean of the weights at the ends of epochs, from some epoch on")
        .requires("fromEpoch")
        .fixes("decay");
  }

  private static void models(Catalogue catalogue) {
    catalogue
        .model("mlp", Mlp.of(256, 256))
        .about("linear layers with an activation between them")
        .requires("hidden")
        .idle("normMomentum", mlp -> mlp.norm() != Mlp.Norm.BATCH)
        .idle("normAffine", mlp -> mlp.norm() == Mlp.Norm.NONE);
    catalogue
        .model("cnn", Cnn.of(16, 32))
        .about("convolutions with pooling, then linear layers")
        .idle("normMomentum", cnn -> cnn.norm() != Mlp.Norm.BATCH)
        .idle("normAffine", cnn -> cnn.norm() == Mlp.Norm.NONE);
  }

  private static void transforms(Catalogue catalogue) {
    catalogue
        .transform("compose", Compose.of())
        .about("several, one after another")
        .requires("transforms");
    catalogue
        .transform("normalize", Normalize.of(0.5, 0.5))
        .about("(x − mean) / std of pixels from 0 to 1, for each channel")
        .requires("mean", "std");
    chosen(catalogue);
    geometric(catalogue);
    coloured(catalogue);
    policies(catalogue);
  }

  private static void chosen(Catalogue catalogue) {
    Transform flip = RandomHorizontalFlip.of(0.5);
    catalogue
        .transform("random-apply", RandomApply.of(0.5, flip))
        .about("several, or none of them, with probability p")
        .requires("transforms");
    catalogue
        .transform("random-choice", RandomChoice.of(flip))
        .about("one of several, each with the probability that p gives it")
        .requires("transforms");
    catalogue
        .transform("random-order", RandomOrder.of(flip))
        .about("several, in a random order")
        .requires("transforms");
  }

  private static void geometric(Catalogue catalogue) {
    catalogue
        .transform("resize", Resize.of(224))
        .about("another size: of the shorter side, or of height and width")
        .requires("size")
        .idle("maxSize", resize -> resize.maxSize() == 0);
    catalogue
        .transform("center-crop", CenterCrop.of(224))
        .about("the window in the middle, padded with 0 where the image is smaller")
        .requires("height", "width");
    catalogue
        .transform("pad", Pad.of(4))
        .about("pixels around the image")
        .requires("padding")
        .idle("fill", pad -> pad.paddingMode() != PaddingMode.CONSTANT);
    catalogue
        .transform("random-crop", RandomCrop.of(32))
        .about("a window at a random place of the padded image")
        .requires("height", "width")
        .idle("fill", crop -> crop.paddingMode() != PaddingMode.CONSTANT);
    catalogue
        .transform("random-resized-crop", RandomResizedCrop.of(224))
        .about("a window of random size, proportions and place, resized")
        .requires("height", "width");
    catalogue
        .transform("random-horizontal-flip", RandomHorizontalFlip.of(0.5))
        .about("left becomes right, with probability p");
    catalogue
        .transform("random-vertical-flip", RandomVerticalFlip.of(0.5))
        .about("top becomes bottom, with probability p");
    catalogue
        .transform("random-rotation", RandomRotation.of(45))
        .about("turned by a random angle")
        .requires("degrees");
    catalogue
        .transform("random-affine", RandomAffine.of(15))
        .about("turned, moved, scaled and sheared at random")
        .requires("degrees");
    catalogue
        .transform("random-perspective", RandomPerspective.of(0.5, 0.5))
        .about("seen from a random side, with probability p");
    catalogue
        .transform("random-zoom-out", RandomZoomOut.of(0.5, 4))
        .about("at a random place of a larger canvas, with probability p");
    catalogue
        .transform("elastic-transform", ElasticTransform.of(50, 5))
        .about("pixels displaced at random, neighbours alike");
  }

  private static void coloured(Catalogue catalogue) {
    catalogue
        .transform("color-jitter", ColorJitter.of(0, 0, 0, 0))
        .about("brightness, contrast, saturation and hue changed at random");
    catalogue.transform("grayscale", Grayscale.of(1)).about("without colour");
    catalogue
        .transform("random-grayscale", RandomGrayscale.of(0.1))
        .about("without colour, with probability p");
    catalogue
        .transform("gaussian-blur", GaussianBlur.of(5))
        .about("blurred by a random deviation")
        .requires("kernelSize");
    catalogue
        .transform("gaussian-noise", GaussianNoise.of(0.1))
        .about("normal noise on every pixel");
    catalogue
        .transform("salt-and-pepper", SaltAndPepper.of(0.05))
        .about("pixels that become white or black");
    catalogue
        .transform("random-erasing", RandomErasing.of(0.5))
        .about("a random rectangle is erased, with probability p")
        .idle("value", erasing -> erasing.random());
    catalogue
        .transform("cutout", Cutout.of(16))
        .about("squares around random places are erased")
        .requires("length");
    catalogue
        .transform("random-invert", RandomInvert.of(0.5))
        .about("bright becomes dark, with probability p");
    catalogue
        .transform("random-posterize", RandomPosterize.of(4))
        .about("fewer bits a pixel, with probability p")
        .requires("bits");
    catalogue
        .transform("random-solarize", RandomSolarize.of(128))
        .about("pixels from a threshold on are inverted, with probability p")
        .requires("threshold");
    catalogue
        .transform("random-adjust-sharpness", RandomAdjustSharpness.of(2))
        .about("sharper, or less sharp, with probability p")
        .requires("sharpnessFactor");
    catalogue
        .transform("random-autocontrast", RandomAutocontrast.of(0.5))
        .about("from black to white in each channel, with probability p");
    catalogue
        .transform("random-equalize", RandomEqualize.of(0.5))
        .about("all values about as often, with probability p");
  }

  private static void policies(Catalogue catalogue) {
    catalogue
        .transform("auto-augment", AutoAugment.of(AutoAugmentPolicy.IMAGENET))
        .about("one of 25 pairs of operations that were searched for on a data set");
    catalogue
        .transform("rand-augment", RandAugment.of(2, 9))
        .about("random operations of one magnitude");
    catalogue
        .transform("trivial-augment-wide", TrivialAugmentWide.of())
        .about("one random operation of a random magnitude");
    catalogue
        .transform("aug-mix", AugMix.of())
        .about("a random mixture of the image and of chains of operations");
  }

  private static void optimizers(Catalogue catalogue) {
    catalogue
        .optimizer("adam", Adam.rate(1e-3))
        .about("a step of each number's own size, by mean gradient and mean square");
    catalogue
        .optimizer("adamw", AdamW.rate(1e-3))
        .about("adam with weight decay apart from the gradient");
    catalogue
        .optimizer("sgd", Sgd.rate(1e-3))
        .about("down the gradient, with momentum if asked for");
    catalogue
        .optimizer("adadelta", Adadelta.rate(1))
        .about("steps by the mean squares of gradients and of past steps");
    catalogue
        .optimizer("adafactor", Adafactor.rate(0.01))
        .about("adam that remembers rows and columns only");
    catalogue
        .optimizer("adagrad", Adagrad.rate(0.01))
        .about("a rate that falls with all squared gradients so far");
    catalogue
        .optimizer("adamax", Adamax.rate(0.002))
        .about("adam by the largest gradient in place of the mean square");
    catalogue
        .optimizer("asgd", Asgd.rate(0.01))
        .about("sgd with a falling rate and the mean of its path");
    catalogue
        .optimizer("lamb", Lamb.rate(1e-3))
        .about("adam scaled by each parameter's norm, for large batches");
    catalogue
        .optimizer("lbfgs", Lbfgs.rate(1))
        .about("quasi-Newton steps, for full batches")
        .derives("maxEvaluations", lbfgs -> lbfgs.maxIterations() * 5 / 4);
    catalogue.optimizer("lion", Lion.rate(1e-4)).about("by the sign of an interpolated momentum");
    catalogue
        .optimizer("muon", Muon.rate(1e-3))
        .about("momentum whose step is made orthogonal, for weight matrices");
    catalogue.optimizer("nadam", NAdam.rate(0.002)).about("adam with Nesterov's momentum");
    catalogue
        .optimizer("radam", RAdam.rate(1e-3))
        .about("adam that begins like sgd until its variance is known");
    catalogue
        .optimizer("rmsprop", RmsProp.rate(0.01))
        .about("the gradient over the root of its mean square");
    catalogue
        .optimizer("rprop", Rprop.rate(0.01))
        .about("a step for each number by the gradient's sign, for full batches");
    catalogue
        .optimizer("sam", Sam.around(Sgd.rate(1e-3)))
        .about("another optimiser, base, with the gradient where the loss nearby is highest")
        .requires("base");
  }

  private static void schedules(Catalogue catalogue) {
    Curve constant = ConstantLR.of(1, 0);
    catalogue
        .schedule("step", StepLR.every(30))
        .about("falls by a factor every so many steps")
        .requires("stepSize");
    catalogue
        .schedule("multi-step", MultiStepLR.at(30))
        .about("falls by a factor at given steps")
        .requires("milestones");
    catalogue
        .schedule("linear", LinearLR.between(1.0 / 3, 1, 5))
        .about("on a line from one fraction of the rate to another")
        .requires("totalSteps");
    catalogue
        .schedule("constant", ConstantLR.of(1.0 / 3, 5))
        .about("a fraction of the rate for some steps, then the rate")
        .requires("totalSteps");
    catalogue
        .schedule("exponential", ExponentialLR.of(0.9))
        .about("falls by a factor every step")
        .requires("gamma");
    catalogue
        .schedule("polynomial", PolynomialLR.over(5))
        .about("falls to 0 as a power of what is left")
        .requires("totalSteps");
    catalogue
        .schedule("cosine", CosineAnnealingLR.over(50))
        .about("falls along half a cosine")
        .requires("totalSteps");
    catalogue
        .schedule("cosine-restarts", CosineAnnealingWarmRestarts.every(50))
        .about("half a cosine, again and again")
        .requires("firstSteps");
    catalogue
        .schedule("cyclic", CyclicLR.between(1e-3, 1e-2))
        .about("up and down between two rates")
        .requires("baseRate", "maxRate")
        .derives("stepsDown", CyclicLR::stepsUp);
    catalogue
        .schedule("one-cycle", OneCycleLR.upTo(1e-2, 100))
        .about("one rise to a high rate and one fall to a tiny one")
        .requires("maxRate", "totalSteps");
    catalogue
        .schedule("plateau", ReduceLROnPlateau.minimizing())
        .about("lowers the rate when a metric stops becoming better");
    catalogue
        .schedule("warmup", new Warmup(500, 1.0 / 500, constant))
        .about("a rise on a line, then another schedule")
        .requires("steps")
        .derives("startFactor", warmup -> 1.0 / warmup.steps());
    catalogue
        .schedule("chained", ChainedScheduler.of(constant))
        .about("several at once, each on the rate of the one before")
        .requires("curves");
    catalogue
        .schedule("swa", SWALR.to(0.05))
        .about("to a constant rate, at which weights are averaged")
        .requires("swaRate");
    catalogue
        .schedule("sequential", SequentialLR.of(constant).then(30, constant))
        .about("one after another")
        .requires("curves", "milestones");
  }

  private static void regularizers(Catalogue catalogue) {
    catalogue.regularizer("l1", L1.of(1e-4)).about("λΣ|w| by its subgradient").requires("lambda");
    catalogue
        .regularizer("l2", L2.of(1e-4))
        .about("λΣw², whose gradient is 2λw")
        .requires("lambda");
    catalogue
        .regularizer("elastic-net", ElasticNet.of(1e-4, 1e-4))
        .about("λ₁Σ|w| + λ₂Σw²")
        .requires("lambda1", "lambda2");
    catalogue
        .regularizer("group-lasso", GroupLasso.of(1e-4))
        .about("whole neurons vanish: λΣ√n·‖w of an output‖")
        .requires("lambda");
    catalogue
        .regularizer("proximal-l1", ProximalL1.of(1e-4))
        .about("λΣ|w| by a proximal step, which makes weights exactly 0")
        .requires("lambda");
    catalogue
        .regularizer("max-norm", MaxNorm.of(3))
        .about("scales back the weights of an output whose norm is above the bound")
        .requires("bound");
    catalogue
        .regularizer("decoupled-decay", DecoupledDecay.of(1e-2))
        .about("weight decay apart from the gradient")
        .requires("decay");
    catalogue
        .regularizer("gradient-noise", GradientNoise.of(0.01))
        .about("normal noise on gradients, less with every step")
        .requires("eta");
    catalogue
        .clipping("norm", GradientClipping.norm(1))
        .about("bounds the norm of all gradients together")
        .requires("bound")
        .fixes("kind");
    catalogue
        .clipping("value", GradientClipping.value(1))
        .about("bounds each element of the gradients")
        .requires("bound")
        .fixes("kind", "p");
  }

  private static void losses(Catalogue catalogue) {
    catalogue
        .loss("cross-entropy", new CrossEntropyLoss())
        .about("−ln of the softmax at the right class");
    catalogue.loss("nll", new NllLoss()).about("−output at the right class, for log-probabilities");
    catalogue
        .loss("multi-margin", new MultiMarginLoss())
        .about("by how much other classes come near the right one");
    catalogue
        .loss("perceptron", new PerceptronLoss())
        .about("by how much another class leads where it does: Rosenblatt's rule");
    catalogue.loss("bce", new BceLoss()).about("binary cross-entropy of probabilities");
    catalogue
        .loss("bce-with-logits", new BceWithLogitsLoss())
        .about("binary cross-entropy of logits");
    catalogue
        .loss("multi-label-margin", new MultiLabelMarginLoss())
        .about("margins between labels that hold and that do not");
    catalogue
        .loss("multi-label-soft-margin", new MultiLabelSoftMarginLoss())
        .about("binary cross-entropy, averaged over labels");
    catalogue.loss("soft-margin", new SoftMarginLoss()).about("ln(1 + e^(−yx)), targets ±1");
    catalogue
        .loss("hinge-embedding", new HingeEmbeddingLoss())
        .about("distances that should be small, or large");
    catalogue.loss("mse", new MseLoss()).about("mean squared error");
    catalogue.loss("l1", new L1Loss()).about("mean absolute error");
    catalogue
        .loss("smooth-l1", new SmoothL1Loss())
        .about("squared near 0, absolute beyond, over beta");
    catalogue.loss("huber", new HuberLoss()).about("squared near 0, absolute beyond");
    catalogue.loss("poisson-nll", new PoissonNllLoss()).about("of counts");
    catalogue
        .loss("kl-div", new KlDivLoss())
        .about("Kullback–Leibler divergence from log-probabilities");
  }

  private static void searches(Catalogue catalogue) {
    catalogue
        .sampler("tpe", Tpe.seeded(0).withGroup(true)) // a recipe's space is conditional
        .about("learns where good settings lie (Parzen estimators)")
        .hides("seed");
    catalogue
        .sampler("gp", Gp.seeded(0))
        .about("learns a surface of the objective (Gaussian process)")
        .hides("seed");
    catalogue
        .sampler("cma-es", CmaEs.seeded(0))
        .about("moves a normal distribution, for numbers")
        .hides("seed");
    catalogue
        .sampler("random", Random.seeded(0))
        .about("each setting by itself")
        .hides("seed");
    catalogue
        .sampler("sobol", QuasiRandom.sobol(0))
        .about("covers the space evenly (Sobol's sequence)")
        .hides("seed")
        .fixes("sequence");
    catalogue
        .sampler("halton", QuasiRandom.halton(0))
        .about("covers the space evenly (Halton's sequence)")
        .hides("seed")
        .fixes("sequence");
    catalogue
        .sampler(
            "grid", BruteForce.seeded(0).withSameSpace()) // over the space that is cut to a grid
        .about("every combination of search.points values of each interval")
        .hides("seed")
        .fixes("sameSpace");
    catalogue
        .sampler("nsga-ii", Nsga.two(0))
        .about("crosses and mutates good settings")
        .hides("seed")
        .fixes("divisions");
    catalogue
        .sampler("random-then-local", RandomThenLocal.seeded(0))
        .about("random first, then steps around the best")
        .hides("seed");
    catalogue.pruner("none", Pruner.none()).about("stops nothing");
    catalogue
        .pruner("median", Percentile.median())
        .about("stops what is worse than the median")
        .fixes("percentile");
    catalogue
        .pruner("hyperband", Hyperband.standard())
        .about("brackets of successive halving, hasty and patient ones");
    catalogue
        .pruner("successive-halving", SuccessiveHalving.standard())
        .about("of those that reach a rung, one in factor goes on");
    catalogue
        .pruner("percentile", Percentile.of(25))
        .about("stops what is worse than a percentile")
        .requires("percentile");
    catalogue
        .pruner("patient", Patient.of(Percentile.median(), 5))
        .about("lets another decide only after some reports without getting better")
        .requires("patience");
    catalogue
        .pruner("threshold", Threshold.between(0, 1))
        .about("stops what leaves bounds")
        .requires("lower", "upper");
    catalogue
        .pruner("wilcoxon", Wilcoxon.standard())
        .about("stops what a signed-rank test finds worse than the best");
  }
}

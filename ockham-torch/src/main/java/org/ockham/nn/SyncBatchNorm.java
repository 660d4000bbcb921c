package org.ockham.nn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Functional;
import org.ockham.tensor.GradientHooks;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Batch normalisation over a batch of which this thread computes one shard, as if it were whole (PyTorch's {@code SyncBatchNorm}): while it
 * is open, {@link BatchNorm} layers in training mode that this thread applies take mean and variance over all shards, and the
 * backward pass goes through these to every shard's samples. The first shard keeps the running statistics.
 *
 * <p>With N values for each mean and ∂L/∂x̂ = g · γ, a shard's own normalisation by given statistics has the gradient g · γ / σ for its
 * samples, Σ g · x̂ for γ and Σ g for β. Summed over the shards these two give what is missing for its samples: −γ / (σN) · (x̂ · Σ g · x̂ +
 * Σ g) (Ioffe, Szegedy 2015, <a href="https://arxiv.org/abs/1502.03167">arXiv:1502.03167</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SyncBatchNorm.html">torch.nn.SyncBatchNorm</a>
 */
public final class SyncBatchNorm implements AutoCloseable {

  /** The meeting of the shards. */
  @FunctionalInterface
  public interface Gather {

    /**
     * Waits for all shards, and gives what each brought, in their order; null for those that have nothing more to bring.
     *
     * @param place which meeting it is, the same for all who meet
     */
    double[] @Nullable [] all(int place, double[] mine);
  }

  private static final Operator STATISTICS = Operator.named("aten::batch_norm_update_stats");
  private static final Operator ALIAS = Operator.named("aten::alias");

  private static final ThreadLocal<@Nullable SyncBatchNorm> OPEN = new ThreadLocal<>();

  private final int shard;
  private final Gather gather;
  private final GradientHooks hooks = GradientHooks.open();
  private final List<Application> applications = new ArrayList<>();

  private SyncBatchNorm(int shard, Gather gather) {
    this.shard = shard;
    this.gather = gather;
  }

  /** For this thread, which computes this shard, until it is closed. */
  public static SyncBatchNorm open(int shard, Gather gather) {
    SyncBatchNorm opened = new SyncBatchNorm(shard, gather);
    OPEN.set(opened);
    return opened;
  }

  /** That of this thread, or null. */
  static @Nullable SyncBatchNorm ofThread() {
    return OPEN.get();
  }

  /** Goes backward from the loss of this shard. */
  public void backward(Tensor loss) {
    hooks.backward(loss);
    applications.forEach(Application::finish);
  }

  /** The same where nothing in the shard counts: the other shards' losses reach its samples through mean and variance. */
  public void backwardFromNothing(Tensor output) {
    hooks.backward(output, Tensor.zerosLike(output));
    applications.forEach(Application::finish);
  }

  @Override
  public void close() {
    OPEN.remove();
    hooks.close();
  }

  /** The layer's output for this shard's samples. */
  Tensor normalize(BatchNorm layer, Tensor x) {
    Application application = new Application(layer, x, applications.size());
    applications.add(application);
    if (shard == 0) {
      layer.track(application.mean, application.variance, application.count);
    }
    return application.output(x);
  }

  /** One layer applied once. */
  private final class Application {
    private final int number;
    private final @Nullable Tensor weight;
    private final @Nullable Tensor bias;
    /** γ and β of this application alone, so that their gradients are its own. */
    private final Tensor scale;

    private final Tensor shift;
    private final double eps;
    private final double count;
    private final double[] mean;
    private final double[] variance;
    private final Tensor means;
    private final Tensor variances;

    Application(BatchNorm layer, Tensor x, int number) {
      this.number = number;
      weight = layer.weight();
      bias = layer.bias();
      eps = layer.eps;
      int features = Math.toIntExact(layer.features);
      DType type = x.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
      scale = leaf(weight, 1, type, features);
      shift = leaf(bias, 0, type, features);
      mean = new double[features];
      variance = new double[features];
      count = statistics(x.detach().to(type), features);
      layer.checkCount(x, Math.round(count));
      means = vector(mean, type);
      variances = vector(variance, type);
    }

    private static Tensor leaf(@Nullable Tensor value, double other, DType type, long features) {
      return (value == null ? Tensor.full(type, other, features) : value.detach())
          .requiresGrad(true);
    }

    /** Of all shards: N, and into the arrays mean and variance, joined as Chan, Golub and LeVeque do, in the shards' order. */
    private double statistics(Tensor x, int features) {
      double own = (double) x.numel() / features;
      List<Tensor> moments = STATISTICS.call(x, null, null, 0.0);
      double[] mine = new double[1 + 2 * features];
      mine[0] = own;
      System.arraycopy(moments.get(0).toDoubles(), 0, mine, 1, features);
      System.arraycopy(moments.get(1).toDoubles(), 0, mine, 1 + features, features);
      double[] @Nullable [] all = gather.all(number, mine);
      double total = 0;
      for (double[] each : all) {
        if (each == null) {
          throw new EngineException(
              "batch normalisation is applied in some shards of a batch and not"
                  + " in others: normalise each shard by itself, or take one shard");
        }
        total += each[0];
      }
      for (int c = 0; c < features; c++) {
        double sum = 0;
        for (double[] each : all) {
          sum += each[0] * each[1 + c];
        }
        mean[c] = sum / total;
        double squares = 0;
        for (double[] each : all) {
          double distance = each[1 + c] - mean[c];
          squares += each[0] * (each[1 + features + c] + distance * distance);
        }
        variance[c] = squares / total;
      }
      return total;
    }

    Tensor output(Tensor x) {
      // An input of its own: what else x goes into has no part in this gradient.
      Tensor own = ALIAS.call(x).get(0);
      if (own.requiresGrad()) {
        hooks.on(own, gradient -> complete(gradient, x.detach()));
      }
      return Functional.batchNorm(own, scale, shift, means, variances, false, 0, eps);
    }

    /** Adds to the gradient what comes through mean and variance. */
    private void complete(Tensor gradient, Tensor x) {
      if (NoGrad.isGradEnabled()) {
        throw new EngineException(
            "batch normalisation over the shards of a batch cannot be differentiated twice: normalise"
                + " each shard by itself, or take one shard");
      }
      Tensor scaled = scale.grad();
      Tensor shifted = shift.grad();
      if (scaled == null || shifted == null) {
        throw new IllegalStateException("the gradients of γ and β come after that of the input");
      }
      int features = mean.length;
      double[] mine = new double[2 * features];
      System.arraycopy(scaled.toDoubles(), 0, mine, 0, features);
      System.arraycopy(shifted.toDoubles(), 0, mine, features, features);
      double[] sums = new double[2 * features];
      for (double[] each : gather.all(-1 - number, mine)) {
        for (int i = 0; each != null && i < sums.length; i++) {
          sums[i] += each[i];
        }
      }
      double[] gamma = scale.toDoubles();
      for (int c = 0; c < features; c++) {
        double factor = gamma[c] / (Math.sqrt(variance[c] + eps) * count);
        sums[c] *= factor;
        sums[features + c] *= factor;
      }
      Tensor both = vector(sums, means.dtype());
      gradient.sub_(Functional.batchNorm(
          x,
          both.narrow(0, 0, features),
          both.narrow(0, features, features),
          means,
          variances,
          false,
          0,
          eps));
    }

    /** Hands the gradients of γ and β on; a pass that may follow begins with none. */
    void finish() {
      hand(scale, weight);
      hand(shift, bias);
    }

    private static void hand(Tensor own, @Nullable Tensor parameter) {
      Tensor gradient = own.grad();
      if (parameter != null && parameter.requiresGrad() && gradient != null) {
        parameter.backward(gradient);
      }
      own.clearGrad();
    }

    private static Tensor vector(double[] values, DType type) {
      return Tensor.ofDoubles(values, values.length).to(type);
    }
  }
}

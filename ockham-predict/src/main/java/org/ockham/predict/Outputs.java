package org.ockham.predict;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.predict.PredictException.Kind;

/**
 * What a model's file gives, read as answers.
 *
 * @param given the names of its outputs
 * @param said what its metadata say that its numbers are called; null if nothing
 */
record Outputs(Set<String> given, @Nullable List<String> said) {

  private static final String NAMES = "names";
  private static final String PROBABILITIES = "probabilities";
  private static final String VALUES = "values";
  private static final String CLASS = "class";
  private static final String SET = "set";

  Outputs {
    given = Set.copyOf(given);
    said = said == null ? null : List.copyOf(said);
  }

  /** Those of a model that was loaded; refused unless they are those of an export. */
  static Outputs of(OrtSession session, @Nullable String names) throws OrtException {
    Map<String, NodeInfo> infos = session.getOutputInfo();
    Outputs outputs = new Outputs(infos.keySet(), names == null ? null : Names.of(names));
    if (!infos.containsKey(outputs.numbers()) || !infos.containsKey(NAMES)) {
      throw new PredictException(
          Kind.MODEL,
          "the model gives " + infos.keySet() + ", but must give " + NAMES + " and " + PROBABILITIES
              + " or " + VALUES + Model.REMEDY);
    }
    for (NodeInfo output : infos.values()) {
      switch (output.getName()) {
        case NAMES -> check(output, OnnxJavaType.STRING, 1);
        case PROBABILITIES, VALUES -> check(output, OnnxJavaType.FLOAT, 2);
        case SET -> check(output, OnnxJavaType.BOOL, 2);
        default -> {} // is not read
      }
    }
    return outputs;
  }

  private static void check(NodeInfo output, OnnxJavaType type, int dimensions) {
    if (!(output.getInfo() instanceof TensorInfo tensor)
        || tensor.type != type
        || tensor.getShape().length != dimensions) {
      throw new PredictException(
          Kind.MODEL,
          "the model's output '" + output.getName() + "' is "
              + output.getInfo() + ", but must be " + type + " of " + dimensions + " dimensions"
              + Model.REMEDY);
    }
  }

  private String numbers() {
    return given.contains(PROBABILITIES) ? PROBABILITIES : VALUES;
  }

  /**
   * An answer for each input.
   *
   * @param ofNone whose fault it is if one is no number
   */
  List<Prediction> predictions(OrtSession.Result result, Kind ofNone) throws OrtException {
    List<String> names = said == null ? List.of((String[]) value(result, NAMES)) : said;
    float[][] rows = (float[][]) value(result, numbers());
    boolean[][] sets =
        given.contains(SET) ? (boolean[][]) value(result, SET) : new boolean[rows.length][0];
    if (rows.length > 0 && rows[0].length != names.size()) {
      throw new PredictException(
          Kind.MODEL,
          "the model gives " + rows[0].length + " numbers for " + names.size() + " names"
              + Model.REMEDY);
    } else if (given.contains(SET) && !fits(sets, rows.length, names.size())) {
      throw new PredictException(
          Kind.MODEL,
          "the model's output '" + SET
              + "' does not say of each input and name whether it is in the set" + Model.REMEDY);
    }
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      for (float number : rows[i]) {
        if (Float.isNaN(number)) {
          throw new PredictException(
              ofNone,
              "the model does not answer with a number: the input has none, or one that is too large, or its training failed");
        }
      }
      predictions.add(Prediction.of(names, rows[i], given.contains(CLASS), sets[i]));
    }
    return predictions;
  }

  private static boolean fits(boolean[][] sets, int rows, int names) {
    return sets.length == rows && Arrays.stream(sets).allMatch(set -> set.length == names);
  }

  private static Object value(OrtSession.Result result, String name) throws OrtException {
    return result
        .get(name)
        .orElseThrow(() -> new PredictException(Kind.MODEL, "the model does not give " + name))
        .getValue();
  }
}

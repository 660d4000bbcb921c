package org.ockham.search.storage;

import java.util.ArrayList;
import java.util.List;

/** Optuna's tables. */
final class Schema {

  private Schema() {}

  /** The statements that make them in an empty database. */
  static List<String> create(Database db, SchemaVersion version) {
    String direction = db.enumType("studydirection", 8);
    String state = db.enumType("trialstate", 8);
    String value = db.enumType("trialvaluetype", 7);
    String intermediate = db.enumType("trialintermediatevaluetype", 7);
    String key = db.keyType();
    List<String> all = new ArrayList<>(List.of(
        db.declareEnum("studydirection", "NOT_SET", "MINIMIZE", "MAXIMIZE"),
        db.declareEnum("trialstate", "RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING"),
        db.declareEnum("trialvaluetype", "FINITE", "INF_POS", "INF_NEG"),
        db.declareEnum("trialintermediatevaluetype", "FINITE", "INF_POS", "INF_NEG", "NAN"),
        "CREATE TABLE studies (study_id " + key
            + ", study_name VARCHAR(512) NOT NULL, PRIMARY KEY (study_id))",
        "CREATE UNIQUE INDEX ix_studies_study_name ON studies (study_name)",
        "CREATE TABLE version_info (version_info_id INTEGER NOT NULL, schema_version INTEGER,"
            + " library_version VARCHAR(256), PRIMARY KEY (version_info_id), CHECK (version_info_id=1))",
        "CREATE TABLE study_directions (study_direction_id " + key + ", direction " + direction
            + " NOT NULL, study_id INTEGER NOT NULL, objective INTEGER NOT NULL, PRIMARY KEY (study_direction_id),"
            + " UNIQUE (study_id, objective), FOREIGN KEY(study_id) REFERENCES studies (study_id))",
        attributes("study_user_attribute", "study", "studies", key),
        attributes("study_system_attribute", "study", "studies", key),
        "CREATE TABLE trials (trial_id " + key + ", number INTEGER, study_id INTEGER, state "
            + state
            + " NOT NULL, datetime_start " + time(db) + ", datetime_complete " + time(db)
            + ", PRIMARY KEY (trial_id), FOREIGN KEY(study_id) REFERENCES studies (study_id))",
        version == SchemaVersion.V3_0 ? "" : "CREATE INDEX ix_trials_study_id ON trials (study_id)",
        attributes("trial_user_attribute", "trial", "trials", key),
        attributes("trial_system_attribute", "trial", "trials", key),
        "CREATE TABLE trial_params (param_id " + key
            + ", trial_id INTEGER, param_name VARCHAR(512),"
            + " param_value FLOAT(53), distribution_json TEXT, PRIMARY KEY (param_id),"
            + " UNIQUE (trial_id, param_name), FOREIGN KEY(trial_id) REFERENCES trials (trial_id))",
        "CREATE TABLE trial_values (trial_value_id " + key + ", trial_id INTEGER NOT NULL,"
            + " objective INTEGER NOT NULL, value FLOAT(53), value_type " + value
            + " NOT NULL, PRIMARY KEY (trial_value_id), UNIQUE (trial_id, objective),"
            + " FOREIGN KEY(trial_id) REFERENCES trials (trial_id))",
        "CREATE TABLE trial_intermediate_values (trial_intermediate_value_id " + key
            + ", trial_id INTEGER NOT NULL, step INTEGER NOT NULL, intermediate_value FLOAT(53),"
            + " intermediate_value_type " + intermediate
            + " NOT NULL, PRIMARY KEY (trial_intermediate_value_id), UNIQUE (trial_id, step),"
            + " FOREIGN KEY(trial_id) REFERENCES trials (trial_id))",
        "CREATE TABLE trial_heartbeats (trial_heartbeat_id " + key
            + ", trial_id INTEGER NOT NULL, heartbeat "
            + time(db) + " NOT NULL, PRIMARY KEY (trial_heartbeat_id), UNIQUE (trial_id),"
            + " FOREIGN KEY(trial_id) REFERENCES trials (trial_id))",
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
            + " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))",
        "INSERT INTO version_info VALUES (1, 12, 'ockham')",
        version.revision() == null
            ? ""
            : "INSERT INTO alembic_version VALUES ('" + version.revision() + "')"));
    all.removeIf(String::isEmpty);
    return all;
  }

  private static String time(Database db) {
    return db instanceof Postgres ? "TIMESTAMP WITHOUT TIME ZONE" : "DATETIME";
  }

  private static String attributes(String noun, String owner, String owners, String key) {
    return "CREATE TABLE " + noun + "s (" + noun + "_id " + key + ", " + owner
        + "_id INTEGER, \"key\" VARCHAR(512), value_json TEXT, PRIMARY KEY (" + noun
        + "_id), UNIQUE (" + owner
        + "_id, \"key\"), FOREIGN KEY(" + owner + "_id) REFERENCES " + owners + " (" + owner
        + "_id))";
  }

  /** Makes sure that the tables are there and of a known kind, before anything is changed. */
  static void prepare(
      Database database, Transactions transactions, SchemaVersion version, Access access) {
    List<String> tables = tables(database, transactions);
    if (access == Access.MAKE && !tables.contains(TrialTables.VERSION)) {
      make(database, transactions, version);
      tables = tables(database, transactions);
    }
    List<String> lacking = new ArrayList<>(TrialTables.ALL);
    lacking.removeAll(tables);
    if (lacking.contains("studies") || lacking.contains(TrialTables.VERSION)) {
      throw new StorageException(
          StorageException.Kind.FOREIGN,
          database.place() + " holds no studies: "
              + (tables.isEmpty()
                  ? "it has no tables at all"
                  : "it has the tables of something else, "
                      + Cell.shortened(String.join(", ", tables)))
              + "; give another, it stays as it is",
          null);
    }
    if (!lacking.isEmpty()) {
      throw new StorageException(
          database.place() + " lacks the tables " + lacking + ": restore it from a copy");
    }
    List<String> revisions = transactions.read(c ->
        Sql.query(c, "select version_num from " + TrialTables.VERSION, row -> row.getString(1)));
    if (!revisions.isEmpty()
        && !revisions.contains(SchemaVersion.V3_0.revision())
        && !revisions.contains(SchemaVersion.V3_2.revision())) {
      throw new StorageException(
          database.place() + " has the schema " + Cell.shortened(revisions.toString())
              + ", and v3.0.0.d and v3.2.0.a are known: bring it up with Optuna's `optuna storage upgrade`");
    }
  }

  private static List<String> tables(Database database, Transactions transactions) {
    return transactions.read(c -> Sql.query(c, database.tables(), row -> row.getString(1)));
  }

  private static void make(Database database, Transactions transactions, SchemaVersion version) {
    try {
      transactions.transact(c -> {
        for (String statement : create(database, version)) {
          Transactions.execute(c, statement);
        }
        return true;
      });
    } catch (StorageException lost) {
      if (!tables(database, transactions)
          .contains(TrialTables.VERSION)) { // else another process was faster
        throw lost;
      }
    }
  }
}

-- Which tasks' answers changed, in order: who keeps counts of a batch reads those since their last look and never all answers again.

-- CreateTable
CREATE TABLE "TaskChange" (
    "taskId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "TaskChange_pkey" PRIMARY KEY ("taskId")
);

-- CreateIndex
CREATE INDEX "TaskChange_batchId_at_idx" ON "TaskChange"("batchId", "at");

-- AddForeignKey
ALTER TABLE "TaskChange" ADD CONSTRAINT "TaskChange_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- `at` is the changing transaction: a reader knows which of them had ended when it looked, and asks again for all others. A counter would
-- need a lock that every submit of a batch waits for. A batch on its way out notes nothing.
CREATE FUNCTION note_task_change(task TEXT, batch TEXT) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "TaskChange" ("taskId", "batchId", "at")
    SELECT task, b."id", pg_current_xact_id()::text::bigint FROM "Batch" b WHERE b."id" = batch
    ON CONFLICT ("taskId") DO UPDATE SET "at" = excluded."at" WHERE "TaskChange"."at" <> excluded."at";
$$;

CREATE FUNCTION note_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM note_task_change(old."taskId", old."batchId");
  ELSE
    PERFORM note_task_change(new."taskId", new."batchId");
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "answer_noted" AFTER INSERT OR UPDATE OR DELETE ON "Annotation" FOR EACH ROW EXECUTE FUNCTION note_answer();

-- An answer counts while its assignment is submitted.
CREATE FUNCTION note_answer_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_task_change(n."taskId", n."batchId") FROM "Annotation" n WHERE n."assignmentId" = new."id";
  RETURN NULL;
END $$;

CREATE TRIGGER "answer_counts" AFTER UPDATE OF "state" ON "Assignment" FOR EACH ROW
  WHEN ((old."state" = 'submitted') <> (new."state" = 'submitted')) EXECUTE FUNCTION note_answer_counts();

CREATE FUNCTION note_gold_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_task_change(new."id", new."batchId");
  RETURN NULL;
END $$;

CREATE TRIGGER "gold_moved" AFTER UPDATE OF "isGold" ON "Task" FOR EACH ROW
  WHEN (old."isGold" <> new."isGold") EXECUTE FUNCTION note_gold_moved();

CREATE FUNCTION note_gold_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_task_change(t."id", t."batchId") FROM "Task" t WHERE t."id" = new."taskId";
  RETURN NULL;
END $$;

CREATE TRIGGER "gold_changed" AFTER UPDATE OF "gold" ON "TaskContent" FOR EACH ROW
  WHEN (old."gold" IS DISTINCT FROM new."gold") EXECUTE FUNCTION note_gold_changed();

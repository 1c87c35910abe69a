-- Tasks in lane 2 are known answers, open to every labeler once: they take no places and complete nothing, but count as a labeler's own answers.

ALTER TABLE "Batch" ADD COLUMN "settledMark" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "QueueCursor" ADD COLUMN "goldFrom" BIGINT;
ALTER TABLE "QueueCursor" ADD COLUMN "goldPos" BIGINT;

DROP TRIGGER "place_taken";
CREATE TRIGGER "place_taken" AFTER INSERT ON "Assignment"
BEGIN
  UPDATE "Task" SET "free" = "free" - 1, "submitted" = "submitted" + (new."state" = 'submitted')
    WHERE "id" = new."taskId" AND "lane" <> 2 AND new."state" IN ('open', 'submitted');
  INSERT INTO "BatchTally" ("batchId", "labelerId", "submitted", "skipped", "completed")
    SELECT t."batchId", new."labelerId", new."state" = 'submitted', new."state" = 'skipped',
      new."state" = 'submitted' AND t."lane" <> 2 AND t."submitted" = t."overlap"
    FROM "Task" t WHERE t."id" = new."taskId" AND new."state" IN ('submitted', 'skipped')
    ON CONFLICT ("batchId", "labelerId") DO UPDATE SET "submitted" = "submitted" + excluded."submitted",
      "skipped" = "skipped" + excluded."skipped", "completed" = "completed" + excluded."completed";
END;

DROP TRIGGER "place_moved";
CREATE TRIGGER "place_moved" AFTER UPDATE OF "state" ON "Assignment" WHEN old."state" <> new."state"
BEGIN
  UPDATE "Task" SET "free" = "free" + (old."state" IN ('open', 'submitted')) - (new."state" IN ('open', 'submitted')),
      "submitted" = "submitted" + (new."state" = 'submitted') - (old."state" = 'submitted')
    WHERE "id" = new."taskId" AND "lane" <> 2;
  INSERT INTO "BatchTally" ("batchId", "labelerId", "submitted", "skipped", "completed")
    SELECT t."batchId", new."labelerId", (new."state" = 'submitted') - (old."state" = 'submitted'), (new."state" = 'skipped') - (old."state" = 'skipped'),
      (t."lane" <> 2) * ((new."state" = 'submitted' AND t."submitted" = t."overlap") - (old."state" = 'submitted' AND t."submitted" = t."overlap" - 1))
    FROM "Task" t WHERE t."id" = new."taskId" AND (new."state" IN ('submitted', 'skipped') OR old."state" IN ('submitted', 'skipped'))
    ON CONFLICT ("batchId", "labelerId") DO UPDATE SET "submitted" = "submitted" + excluded."submitted",
      "skipped" = "skipped" + excluded."skipped", "completed" = "completed" + excluded."completed";
END;

DROP TRIGGER "place_gone";
CREATE TRIGGER "place_gone" AFTER DELETE ON "Assignment"
BEGIN
  UPDATE "Task" SET "free" = "free" + 1, "submitted" = "submitted" - (old."state" = 'submitted')
    WHERE "id" = old."taskId" AND "lane" <> 2 AND old."state" IN ('open', 'submitted');
  UPDATE "BatchTally" SET "submitted" = "submitted" - (old."state" = 'submitted'), "skipped" = "skipped" - (old."state" = 'skipped'),
      "completed" = "completed" - (old."state" = 'submitted'
        AND EXISTS (SELECT 1 FROM "Task" t WHERE t."id" = old."taskId" AND t."lane" <> 2 AND t."submitted" = t."overlap" - 1))
    WHERE "labelerId" = old."labelerId" AND "batchId" = (SELECT t."batchId" FROM "Task" t WHERE t."id" = old."taskId");
END;

-- Tasks in lane 2 are known answers, open to every labeler once: they take no places and complete nothing, but count as a labeler's own answers.

ALTER TABLE "Batch" ADD COLUMN "settledMark" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "QueueCursor" ADD COLUMN "goldFrom" BIGINT;
ALTER TABLE "QueueCursor" ADD COLUMN "goldPos" BIGINT;

CREATE OR REPLACE FUNCTION keep_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held_before int := 0; held_now int := 0; sent_before int := 0; sent_now int := 0; skipped_before int := 0; skipped_now int := 0;
  task text; labeler text; batch text; sent int; wanted int; done int := 0;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    held_before := (old."state" IN ('open', 'submitted'))::int; sent_before := (old."state" = 'submitted')::int; skipped_before := (old."state" = 'skipped')::int;
    task := old."taskId"; labeler := old."labelerId";
  END IF;
  IF TG_OP <> 'DELETE' THEN
    held_now := (new."state" IN ('open', 'submitted'))::int; sent_now := (new."state" = 'submitted')::int; skipped_now := (new."state" = 'skipped')::int;
    task := new."taskId"; labeler := new."labelerId";
  END IF;
  IF held_before <> held_now OR sent_before <> sent_now THEN
    UPDATE "Task" SET "free" = "free" + held_before - held_now, "submitted" = "submitted" + sent_now - sent_before
      WHERE "id" = task AND "lane" <> 2 RETURNING "batchId", "submitted", "overlap" INTO batch, sent, wanted;
  END IF;
  IF sent_before = sent_now AND skipped_before = skipped_now THEN RETURN NULL; END IF;
  IF batch IS NULL THEN SELECT t."batchId" INTO batch FROM "Task" t WHERE t."id" = task; END IF;
  IF batch IS NULL THEN RETURN NULL; END IF;
  IF sent_now > sent_before AND sent = wanted THEN done := 1; END IF;
  IF sent_now < sent_before AND sent = wanted - 1 THEN done := -1; END IF;
  INSERT INTO "BatchTally" AS t ("batchId", "labelerId", "submitted", "skipped", "completed")
    VALUES (batch, labeler, sent_now - sent_before, skipped_now - skipped_before, done)
    ON CONFLICT ("batchId", "labelerId") DO UPDATE SET "submitted" = t."submitted" + excluded."submitted",
      "skipped" = t."skipped" + excluded."skipped", "completed" = t."completed" + excluded."completed";
  RETURN NULL;
END $$;

-- Which tasks' answers changed, in order: who keeps counts of a batch reads those since their last look and never all answers again.

-- CreateTable
CREATE TABLE "TaskChange" (
    "taskId" TEXT NOT NULL PRIMARY KEY,
    "batchId" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    CONSTRAINT "TaskChange_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "TaskChange_batchId_at_idx" ON "TaskChange"("batchId", "at");

-- `at` counts the changes of a batch: SQLite has one writer, so they are committed in this order. A batch on its way out notes nothing.
CREATE TRIGGER "answer_given" AFTER INSERT ON "Annotation"
BEGIN
  INSERT INTO "TaskChange" ("taskId", "batchId", "at")
    SELECT new."taskId", b."id", 1 + COALESCE((SELECT max(c."at") FROM "TaskChange" c WHERE c."batchId" = b."id"), 0)
    FROM "Batch" b WHERE b."id" = new."batchId"
    ON CONFLICT ("taskId") DO UPDATE SET "at" = excluded."at";
END;

CREATE TRIGGER "answer_revised" AFTER UPDATE ON "Annotation"
BEGIN
  INSERT INTO "TaskChange" ("taskId", "batchId", "at")
    SELECT new."taskId", b."id", 1 + COALESCE((SELECT max(c."at") FROM "TaskChange" c WHERE c."batchId" = b."id"), 0)
    FROM "Batch" b WHERE b."id" = new."batchId"
    ON CONFLICT ("taskId") DO UPDATE SET "at" = excluded."at";
END;

CREATE TRIGGER "answer_gone" AFTER DELETE ON "Annotation"
BEGIN
  INSERT INTO "TaskChange" ("taskId", "batchId", "at")
    SELECT old."taskId", b."id", 1 + COALESCE((SELECT max(c."at") FROM "TaskChange" c WHERE c."batchId" = b."id"), 0)
    FROM "Batch" b WHERE b."id" = old."batchId"
    ON CONFLICT ("taskId") DO UPDATE SET "at" = excluded."at";
END;

-- An answer counts while its assignment is submitted.
CREATE TRIGGER "answer_counts" AFTER UPDATE OF "state" ON "Assignment" WHEN (old."state" = 'submitted') <> (new."state" = 'submitted')
BEGIN
  INSERT INTO "TaskChange" ("taskId", "batchId", "at")
    SELECT n."taskId", b."id", 1 + COALESCE((SELECT max(c."at") FROM "TaskChange" c WHERE c."batchId" = b."id"), 0)
    FROM "Annotation" n JOIN "Batch" b ON b."id" = n."batchId" WHERE n."assignmentId" = new."id"
    ON CONFLICT ("taskId") DO UPDATE SET "at" = excluded."at";
END;

CREATE TRIGGER "gold_moved" AFTER UPDATE OF "isGold" ON "Task" WHEN old."isGold" <> new."isGold"
BEGIN
  INSERT INTO "TaskChange" ("taskId", "batchId", "at")
    SELECT new."id", b."id", 1 + COALESCE((SELECT max(c."at") FROM "TaskChange" c WHERE c."batchId" = b."id"), 0)
    FROM "Batch" b WHERE b."id" = new."batchId"
    ON CONFLICT ("taskId") DO UPDATE SET "at" = excluded."at";
END;

CREATE TRIGGER "gold_changed" AFTER UPDATE OF "gold" ON "TaskContent" WHEN old."gold" IS NOT new."gold"
BEGIN
  INSERT INTO "TaskChange" ("taskId", "batchId", "at")
    SELECT new."taskId", b."id", 1 + COALESCE((SELECT max(c."at") FROM "TaskChange" c WHERE c."batchId" = b."id"), 0)
    FROM "Task" t JOIN "Batch" b ON b."id" = t."batchId" WHERE t."id" = new."taskId"
    ON CONFLICT ("taskId") DO UPDATE SET "at" = excluded."at";
END;

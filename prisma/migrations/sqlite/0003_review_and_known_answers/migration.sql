-- What review, known answers mixed in, adaptive overlap, imported answers and pushed exports need.

ALTER TABLE "User" ADD COLUMN "importedFor" TEXT;
ALTER TABLE "Project" ADD COLUMN "qualifyScore" REAL CONSTRAINT "Project_qualifyScore" CHECK ("qualifyScore" BETWEEN 0 AND 1);
ALTER TABLE "Project" ADD COLUMN "qualifyAnswers" INTEGER CONSTRAINT "Project_qualifyAnswers" CHECK ("qualifyAnswers" >= 1 AND ("qualifyAnswers" IS NULL) = ("qualifyScore" IS NULL));
ALTER TABLE "Project" ADD COLUMN "pauseBelow" REAL CONSTRAINT "Project_pauseBelow" CHECK ("pauseBelow" BETWEEN 0 AND 1);
ALTER TABLE "Project" ADD COLUMN "pauseAfter" INTEGER CONSTRAINT "Project_pauseAfter" CHECK ("pauseAfter" >= 1 AND ("pauseAfter" IS NULL) = ("pauseBelow" IS NULL));
ALTER TABLE "Project" ADD COLUMN "disputeBelow" REAL NOT NULL DEFAULT 0.7 CONSTRAINT "Project_disputeBelow" CHECK ("disputeBelow" BETWEEN 0 AND 1);
ALTER TABLE "Batch" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'work' CONSTRAINT "Batch_kind" CHECK ("kind" IN ('work', 'training', 'qualification'));
ALTER TABLE "Batch" ADD COLUMN "goldRate" REAL NOT NULL DEFAULT 0 CONSTRAINT "Batch_goldRate" CHECK ("goldRate" BETWEEN 0 AND 0.5);
ALTER TABLE "Batch" ADD COLUMN "certainty" REAL CONSTRAINT "Batch_certainty" CHECK ("certainty" > 0 AND "certainty" < 1);
ALTER TABLE "Batch" ADD COLUMN "overlapCap" INTEGER CONSTRAINT "Batch_overlapCap" CHECK ("overlapCap" <= 20 AND "overlapCap" > "overlap" AND ("overlapCap" IS NULL) = ("certainty" IS NULL));
ALTER TABLE "TaskContent" ADD COLUMN "prelabel" TEXT;

CREATE TABLE "TaskOutcome" (
    "taskId" TEXT NOT NULL PRIMARY KEY,
    "batchId" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "agreement" REAL,
    "certainty" REAL,
    "disputed" BOOLEAN NOT NULL,
    "at" DATETIME NOT NULL,

    CONSTRAINT "TaskOutcome_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "TaskOutcome_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "TaskOutcome_n" CHECK ("n" >= 0)
);

CREATE INDEX "TaskOutcome_batchId_disputed_agreement_idx" ON "TaskOutcome"("batchId", "disputed", "agreement");

CREATE TABLE "Adjudication" (
    "taskId" TEXT NOT NULL PRIMARY KEY,
    "batchId" TEXT NOT NULL,
    "reviewerId" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "acceptedId" TEXT,
    "answer" TEXT NOT NULL,
    "note" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,

    CONSTRAINT "Adjudication_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Adjudication_how" CHECK ("how" IN ('accepted', 'merged', 'anew') AND ("how" = 'accepted') = ("acceptedId" IS NOT NULL))
);

CREATE INDEX "Adjudication_batchId_updatedAt_idx" ON "Adjudication"("batchId", "updatedAt");

CREATE TABLE "AdjudicationRevision" (
    "taskId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "reviewerId" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "acceptedId" TEXT,
    "answer" TEXT NOT NULL,
    "note" TEXT,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("taskId", "revision"),
    CONSTRAINT "AdjudicationRevision_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Adjudication" ("taskId") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "ReviewLease" (
    "taskId" TEXT NOT NULL,
    "reviewerId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "leaseUntil" DATETIME,
    "draft" TEXT,
    "draftRevision" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("taskId", "reviewerId"),
    CONSTRAINT "ReviewLease_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReviewLease_state" CHECK ("state" IN ('open', 'passed', 'done')),
    CONSTRAINT "ReviewLease_state_lease" CHECK (("state" = 'open') = ("leaseUntil" IS NOT NULL))
);

CREATE INDEX "ReviewLease_reviewerId_state_idx" ON "ReviewLease"("reviewerId", "state");
CREATE UNIQUE INDEX "ReviewLease_open" ON "ReviewLease"("taskId") WHERE state = 'open';

CREATE TABLE "LabelerStanding" (
    "projectId" TEXT NOT NULL,
    "labelerId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "byWhom" TEXT NOT NULL,
    "since" DATETIME NOT NULL,

    PRIMARY KEY ("projectId", "labelerId"),
    CONSTRAINT "LabelerStanding_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "LabelerStanding_labelerId_fkey" FOREIGN KEY ("labelerId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "LabelerStanding_state" CHECK ("state" IN ('qualified', 'paused', 'excluded'))
);

CREATE INDEX "LabelerStanding_labelerId_idx" ON "LabelerStanding"("labelerId");

CREATE TABLE "GoldAnswer" (
    "assignmentId" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "labelerId" TEXT NOT NULL,
    "score" REAL NOT NULL,
    "at" DATETIME NOT NULL,

    CONSTRAINT "GoldAnswer_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "GoldAnswer_score" CHECK ("score" BETWEEN 0 AND 1)
);

CREATE INDEX "GoldAnswer_projectId_labelerId_at_idx" ON "GoldAnswer"("projectId", "labelerId", "at");

CREATE TABLE "AgreementPoint" (
    "projectId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "measure" TEXT NOT NULL,
    "value" REAL,
    "low" REAL,
    "high" REAL,
    "items" INTEGER NOT NULL,
    "annotators" INTEGER NOT NULL,
    "answers" INTEGER NOT NULL,

    PRIMARY KEY ("projectId", "batchId", "at"),
    CONSTRAINT "AgreementPoint_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "ExportPush" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "exportId" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "written" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "url" TEXT,
    "error" TEXT,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,

    CONSTRAINT "ExportPush_exportId_fkey" FOREIGN KEY ("exportId") REFERENCES "Export" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ExportPush_target" CHECK ("target" IN ('hub', 's3')),
    CONSTRAINT "ExportPush_state" CHECK ("state" IN ('queued', 'running', 'done', 'failed', 'cancelled'))
);

CREATE INDEX "ExportPush_exportId_idx" ON "ExportPush"("exportId");

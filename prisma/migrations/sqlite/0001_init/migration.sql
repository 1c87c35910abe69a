-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "role" TEXT NOT NULL,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "disabledAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "User_role" CHECK ("role" IN ('admin', 'manager', 'reviewer', 'labeler'))
);

-- CreateTable
CREATE TABLE "Identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    PRIMARY KEY ("issuer", "subject"),
    CONSTRAINT "Identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Session" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "sessionVersion" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "projectId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tokenHash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "projectId" TEXT,
    "invitedById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    "revokedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Project" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "taskType" TEXT NOT NULL,
    "config" TEXT NOT NULL,
    "configVersion" INTEGER NOT NULL DEFAULT 1,
    "guidelinesVersion" INTEGER NOT NULL DEFAULT 0,
    "defaultOverlap" INTEGER NOT NULL DEFAULT 3,
    "access" TEXT NOT NULL DEFAULT 'everyone',
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    CONSTRAINT "Project_access" CHECK ("access" IN ('everyone', 'members')),
    CONSTRAINT "Project_defaultOverlap" CHECK ("defaultOverlap" BETWEEN 1 AND 20)
);

-- CreateTable
CREATE TABLE "ProjectConfig" (
    "projectId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "config" TEXT NOT NULL,

    PRIMARY KEY ("projectId", "version"),
    CONSTRAINT "ProjectConfig_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Guidelines" (
    "projectId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "markdown" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "authorId" TEXT,

    PRIMARY KEY ("projectId", "version"),
    CONSTRAINT "Guidelines_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Member" (
    "projectId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    PRIMARY KEY ("projectId", "userId"),
    CONSTRAINT "Member_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Member_role" CHECK ("role" IN ('manager', 'reviewer', 'labeler'))
);

-- CreateTable
CREATE TABLE "Batch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "overlap" INTEGER NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "deadline" DATETIME NOT NULL,
    "status" TEXT NOT NULL,
    "restricted" BOOLEAN NOT NULL DEFAULT false,
    "taskOrder" TEXT NOT NULL DEFAULT 'random',
    "seed" INTEGER NOT NULL,
    "segments" INTEGER NOT NULL DEFAULT 0,
    "hasOpen" BOOLEAN NOT NULL DEFAULT false,
    "returnSeq" BIGINT NOT NULL DEFAULT 0,
    "taskCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    CONSTRAINT "Batch_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Batch_overlap" CHECK ("overlap" BETWEEN 1 AND 20),
    CONSTRAINT "Batch_status" CHECK ("status" IN ('active', 'paused', 'closed')),
    CONSTRAINT "Batch_taskOrder" CHECK ("taskOrder" IN ('random', 'imported'))
);

-- CreateTable
CREATE TABLE "BatchLabeler" (
    "batchId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    PRIMARY KEY ("batchId", "userId"),
    CONSTRAINT "BatchLabeler_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "BatchLabeler_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BatchTally" (
    "batchId" TEXT NOT NULL,
    "labelerId" TEXT NOT NULL,
    "submitted" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "completed" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("batchId", "labelerId"),
    CONSTRAINT "BatchTally_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Import" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "batchId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "segment" INTEGER NOT NULL,
    "linesRead" INTEGER NOT NULL DEFAULT 0,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "result" TEXT,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    CONSTRAINT "Import_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Import_state" CHECK ("state" IN ('reading', 'publishing', 'done', 'failed'))
);

-- CreateTable
CREATE TABLE "Task" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "batchId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "overlap" INTEGER NOT NULL,
    "free" INTEGER NOT NULL,
    "submitted" INTEGER NOT NULL DEFAULT 0,
    "lane" INTEGER NOT NULL,
    "pos" BIGINT NOT NULL,
    "isGold" BOOLEAN NOT NULL DEFAULT false,
    "title" TEXT NOT NULL,
    CONSTRAINT "Task_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Task_overlap" CHECK ("overlap" BETWEEN 1 AND 20),
    CONSTRAINT "Task_places" CHECK ("free" >= 0 AND "submitted" >= 0 AND "free" + "submitted" <= "overlap"),
    CONSTRAINT "Task_lane" CHECK ("lane" IN (0, 1, 2, 9))
);

-- CreateTable
CREATE TABLE "TaskContent" (
    "taskId" TEXT NOT NULL PRIMARY KEY,
    "payload" TEXT NOT NULL,
    "meta" TEXT NOT NULL,
    "gold" TEXT,
    CONSTRAINT "TaskContent_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TaskMedia" (
    "taskId" TEXT NOT NULL,
    "mediaId" TEXT NOT NULL,

    PRIMARY KEY ("taskId", "mediaId"),
    CONSTRAINT "TaskMedia_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "TaskMedia_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Media" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "durationSeconds" REAL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "taskId" TEXT NOT NULL,
    "labelerId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "leaseUntil" DATETIME,
    "claimedAt" DATETIME NOT NULL,
    "seed" INTEGER NOT NULL,
    "configVersion" INTEGER NOT NULL,
    "guidelinesVersion" INTEGER NOT NULL,
    "skipReason" TEXT,
    "flag" TEXT,
    "note" TEXT,
    CONSTRAINT "Assignment_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Assignment_labelerId_fkey" FOREIGN KEY ("labelerId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Assignment_state" CHECK ("state" IN ('open', 'submitted', 'skipped', 'expired', 'released')),
    CONSTRAINT "Assignment_state_lease" CHECK (("state" = 'open') = ("leaseUntil" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "Draft" (
    "assignmentId" TEXT NOT NULL PRIMARY KEY,
    "body" TEXT NOT NULL,
    "answer" TEXT,
    "revision" INTEGER NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Draft_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Annotation" (
    "assignmentId" TEXT NOT NULL PRIMARY KEY,
    "taskId" TEXT NOT NULL,
    "labelerId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "displayOrder" TEXT NOT NULL,
    "timeSpentMs" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "configVersion" INTEGER NOT NULL,
    "guidelinesVersion" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Annotation_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Annotation_timeSpentMs" CHECK ("timeSpentMs" >= 0),
    CONSTRAINT "Annotation_revision" CHECK ("revision" >= 1)
);

-- CreateTable
CREATE TABLE "AnnotationRevision" (
    "assignmentId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "timeSpentMs" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,

    PRIMARY KEY ("assignmentId", "revision"),
    CONSTRAINT "AnnotationRevision_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "QueueCursor" (
    "labelerId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "returnedPos" BIGINT NOT NULL DEFAULT 0,
    "linePos" BIGINT NOT NULL DEFAULT -1,

    PRIMARY KEY ("labelerId", "batchId")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "actor" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "projectId" TEXT,
    "detail" TEXT NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Export" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "projectId" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "filters" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "written" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "manifest" TEXT,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    CONSTRAINT "Export_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Export_state" CHECK ("state" IN ('queued', 'running', 'done', 'failed', 'cancelled'))
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_userId_idx" ON "ApiToken"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Member_userId_idx" ON "Member"("userId");

-- CreateIndex
CREATE INDEX "Batch_projectId_status_hasOpen_priority_deadline_id_idx" ON "Batch"("projectId", "status", "hasOpen", "priority" DESC, "deadline", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Import_batchId_key_key" ON "Import"("batchId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "Task_batchId_externalId_key" ON "Task"("batchId", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Task_open" ON "Task"("batchId", "lane", "pos") WHERE free > 0;

-- CreateIndex
CREATE INDEX "TaskMedia_mediaId_idx" ON "TaskMedia"("mediaId");

-- CreateIndex
CREATE INDEX "Media_projectId_sha256_idx" ON "Media"("projectId", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "Media_projectId_name_key" ON "Media"("projectId", "name");

-- CreateIndex
CREATE INDEX "Assignment_labelerId_state_idx" ON "Assignment"("labelerId", "state");

-- CreateIndex
CREATE INDEX "Assignment_lease" ON "Assignment"("leaseUntil") WHERE "leaseUntil" IS NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "Assignment_taskId_labelerId_key" ON "Assignment"("taskId", "labelerId");

-- CreateIndex
CREATE INDEX "Annotation_batchId_createdAt_idx" ON "Annotation"("batchId", "createdAt");

-- CreateIndex
CREATE INDEX "Annotation_taskId_idx" ON "Annotation"("taskId");

-- CreateIndex
CREATE INDEX "Annotation_labelerId_createdAt_idx" ON "Annotation"("labelerId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_hash_key" ON "AuditEvent"("hash");

-- CreateIndex
CREATE INDEX "AuditEvent_projectId_seq_idx" ON "AuditEvent"("projectId", "seq");

-- CreateIndex
CREATE INDEX "Export_projectId_createdAt_idx" ON "Export"("projectId", "createdAt");

-- An assignment holds a place of its task while it is open or submitted; the counters of the task and of the labeler follow by themselves.
-- With the CHECK on Task no statement, ours or anyone's, can go over the overlap.
CREATE TRIGGER "place_taken" AFTER INSERT ON "Assignment"
BEGIN
  UPDATE "Task" SET "free" = "free" - 1, "submitted" = "submitted" + (new."state" = 'submitted')
    WHERE "id" = new."taskId" AND new."state" IN ('open', 'submitted');
  INSERT INTO "BatchTally" ("batchId", "labelerId", "submitted", "skipped", "completed")
    SELECT t."batchId", new."labelerId", new."state" = 'submitted', new."state" = 'skipped', new."state" = 'submitted' AND t."submitted" = t."overlap"
    FROM "Task" t WHERE t."id" = new."taskId" AND new."state" IN ('submitted', 'skipped')
    ON CONFLICT ("batchId", "labelerId") DO UPDATE SET "submitted" = "submitted" + excluded."submitted",
      "skipped" = "skipped" + excluded."skipped", "completed" = "completed" + excluded."completed";
END;

CREATE TRIGGER "place_moved" AFTER UPDATE OF "state" ON "Assignment" WHEN old."state" <> new."state"
BEGIN
  UPDATE "Task" SET "free" = "free" + (old."state" IN ('open', 'submitted')) - (new."state" IN ('open', 'submitted')),
      "submitted" = "submitted" + (new."state" = 'submitted') - (old."state" = 'submitted')
    WHERE "id" = new."taskId";
  INSERT INTO "BatchTally" ("batchId", "labelerId", "submitted", "skipped", "completed")
    SELECT t."batchId", new."labelerId", (new."state" = 'submitted') - (old."state" = 'submitted'), (new."state" = 'skipped') - (old."state" = 'skipped'),
      (new."state" = 'submitted' AND t."submitted" = t."overlap") - (old."state" = 'submitted' AND t."submitted" = t."overlap" - 1)
    FROM "Task" t WHERE t."id" = new."taskId" AND (new."state" IN ('submitted', 'skipped') OR old."state" IN ('submitted', 'skipped'))
    ON CONFLICT ("batchId", "labelerId") DO UPDATE SET "submitted" = "submitted" + excluded."submitted",
      "skipped" = "skipped" + excluded."skipped", "completed" = "completed" + excluded."completed";
END;

CREATE TRIGGER "place_gone" AFTER DELETE ON "Assignment"
BEGIN
  UPDATE "Task" SET "free" = "free" + 1, "submitted" = "submitted" - (old."state" = 'submitted')
    WHERE "id" = old."taskId" AND old."state" IN ('open', 'submitted');
  UPDATE "BatchTally" SET "submitted" = "submitted" - (old."state" = 'submitted'), "skipped" = "skipped" - (old."state" = 'skipped'),
      "completed" = "completed" - (old."state" = 'submitted' AND EXISTS (SELECT 1 FROM "Task" t WHERE t."id" = old."taskId" AND t."submitted" = t."overlap" - 1))
    WHERE "labelerId" = old."labelerId" AND "batchId" = (SELECT t."batchId" FROM "Task" t WHERE t."id" = old."taskId");
END;

CREATE TRIGGER "overlap_moved" AFTER UPDATE OF "overlap" ON "Task" WHEN (old."submitted" >= old."overlap") <> (new."submitted" >= new."overlap")
BEGIN
  INSERT INTO "BatchTally" ("batchId", "labelerId", "completed") VALUES (new."batchId", '', (new."submitted" >= new."overlap") - (old."submitted" >= old."overlap"))
    ON CONFLICT ("batchId", "labelerId") DO UPDATE SET "completed" = "completed" + excluded."completed";
END;

-- Every config a project ever had stays, so that an answer can be read under the config its assignment was made with.
CREATE TRIGGER "config_first" AFTER INSERT ON "Project"
BEGIN
  INSERT INTO "ProjectConfig" ("projectId", "version", "config") VALUES (new."id", new."configVersion", new."config");
END;

CREATE TRIGGER "config_kept" AFTER UPDATE OF "config", "configVersion" ON "Project"
BEGIN
  INSERT INTO "ProjectConfig" ("projectId", "version", "config") VALUES (new."id", new."configVersion", new."config")
    ON CONFLICT ("projectId", "version") DO UPDATE SET "config" = excluded."config";
END;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "role" TEXT NOT NULL,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "User_role" CHECK ("role" IN ('admin', 'manager', 'reviewer', 'labeler'))
);

-- CreateTable
CREATE TABLE "Identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "Session" (
    "tokenHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "sessionVersion" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "projectId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "projectId" TEXT,
    "invitedById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Project" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "taskType" TEXT NOT NULL,
    "config" TEXT NOT NULL,
    "configVersion" INTEGER NOT NULL DEFAULT 1,
    "guidelinesVersion" INTEGER NOT NULL DEFAULT 0,
    "defaultOverlap" INTEGER NOT NULL DEFAULT 3,
    "access" TEXT NOT NULL DEFAULT 'everyone',
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Project_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Project_access" CHECK ("access" IN ('everyone', 'members')),
    CONSTRAINT "Project_defaultOverlap" CHECK ("defaultOverlap" BETWEEN 1 AND 20)
);

-- CreateTable
CREATE TABLE "ProjectConfig" (
    "projectId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "config" TEXT NOT NULL,

    CONSTRAINT "ProjectConfig_pkey" PRIMARY KEY ("projectId","version")
);

-- CreateTable
CREATE TABLE "Guidelines" (
    "projectId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "markdown" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "authorId" TEXT,

    CONSTRAINT "Guidelines_pkey" PRIMARY KEY ("projectId","version")
);

-- CreateTable
CREATE TABLE "Member" (
    "projectId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("projectId","userId"),
    CONSTRAINT "Member_role" CHECK ("role" IN ('manager', 'reviewer', 'labeler'))
);

-- CreateTable
CREATE TABLE "Batch" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "overlap" INTEGER NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "restricted" BOOLEAN NOT NULL DEFAULT false,
    "taskOrder" TEXT NOT NULL DEFAULT 'random',
    "seed" INTEGER NOT NULL,
    "segments" INTEGER NOT NULL DEFAULT 0,
    "hasOpen" BOOLEAN NOT NULL DEFAULT false,
    "returnSeq" BIGINT NOT NULL DEFAULT 0,
    "taskCount" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Batch_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Batch_overlap" CHECK ("overlap" BETWEEN 1 AND 20),
    CONSTRAINT "Batch_status" CHECK ("status" IN ('active', 'paused', 'closed')),
    CONSTRAINT "Batch_taskOrder" CHECK ("taskOrder" IN ('random', 'imported'))
);

-- CreateTable
CREATE TABLE "BatchLabeler" (
    "batchId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "BatchLabeler_pkey" PRIMARY KEY ("batchId","userId")
);

-- CreateTable
CREATE TABLE "BatchTally" (
    "batchId" TEXT NOT NULL,
    "labelerId" TEXT NOT NULL,
    "submitted" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "completed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "BatchTally_pkey" PRIMARY KEY ("batchId","labelerId")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "Import" (
    "id" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "segment" INTEGER NOT NULL,
    "linesRead" INTEGER NOT NULL DEFAULT 0,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "result" TEXT,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Import_state" CHECK ("state" IN ('reading', 'publishing', 'done', 'failed'))
);

-- CreateTable
CREATE TABLE "Task" (
    "id" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "overlap" INTEGER NOT NULL,
    "free" INTEGER NOT NULL,
    "submitted" INTEGER NOT NULL DEFAULT 0,
    "lane" INTEGER NOT NULL,
    "pos" BIGINT NOT NULL,
    "isGold" BOOLEAN NOT NULL DEFAULT false,
    "title" TEXT NOT NULL,

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Task_overlap" CHECK ("overlap" BETWEEN 1 AND 20),
    CONSTRAINT "Task_places" CHECK ("free" >= 0 AND "submitted" >= 0 AND "free" + "submitted" <= "overlap"),
    CONSTRAINT "Task_lane" CHECK ("lane" IN (0, 1, 2, 9))
) WITH (fillfactor = 80);

-- CreateTable
CREATE TABLE "TaskContent" (
    "taskId" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "meta" TEXT NOT NULL,
    "gold" TEXT,

    CONSTRAINT "TaskContent_pkey" PRIMARY KEY ("taskId")
);

-- CreateTable
CREATE TABLE "TaskMedia" (
    "taskId" TEXT NOT NULL,
    "mediaId" TEXT NOT NULL,

    CONSTRAINT "TaskMedia_pkey" PRIMARY KEY ("taskId","mediaId")
);

-- CreateTable
CREATE TABLE "Media" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "durationSeconds" DOUBLE PRECISION,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "labelerId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "claimedAt" TIMESTAMPTZ(3) NOT NULL,
    "seed" INTEGER NOT NULL,
    "configVersion" INTEGER NOT NULL,
    "guidelinesVersion" INTEGER NOT NULL,
    "skipReason" TEXT,
    "flag" TEXT,
    "note" TEXT,

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Assignment_state" CHECK ("state" IN ('open', 'submitted', 'skipped', 'expired', 'released')),
    CONSTRAINT "Assignment_state_lease" CHECK (("state" = 'open') = ("leaseUntil" IS NOT NULL))
) WITH (fillfactor = 90);

-- CreateTable
CREATE TABLE "Draft" (
    "assignmentId" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "answer" TEXT,
    "revision" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Draft_pkey" PRIMARY KEY ("assignmentId")
);

-- CreateTable
CREATE TABLE "Annotation" (
    "assignmentId" TEXT NOT NULL,
    "taskId" TEXT NOT NULL,
    "labelerId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "displayOrder" TEXT NOT NULL,
    "timeSpentMs" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "configVersion" INTEGER NOT NULL,
    "guidelinesVersion" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Annotation_pkey" PRIMARY KEY ("assignmentId"),
    CONSTRAINT "Annotation_timeSpentMs" CHECK ("timeSpentMs" >= 0),
    CONSTRAINT "Annotation_revision" CHECK ("revision" >= 1)
);

-- CreateTable
CREATE TABLE "AnnotationRevision" (
    "assignmentId" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "timeSpentMs" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AnnotationRevision_pkey" PRIMARY KEY ("assignmentId","revision")
);

-- CreateTable
CREATE TABLE "QueueCursor" (
    "labelerId" TEXT NOT NULL,
    "batchId" TEXT NOT NULL,
    "returnedPos" BIGINT NOT NULL DEFAULT 0,
    "linePos" BIGINT NOT NULL DEFAULT -1,

    CONSTRAINT "QueueCursor_pkey" PRIMARY KEY ("labelerId","batchId")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "seq" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "projectId" TEXT,
    "detail" TEXT NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "Export" (
    "id" TEXT NOT NULL,
    "projectId" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "filters" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "written" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "manifest" TEXT,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Export_pkey" PRIMARY KEY ("id"),
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
CREATE UNIQUE INDEX "Task_open" ON "Task"("batchId", "lane", "pos") WHERE (free > 0);

-- CreateIndex
CREATE INDEX "TaskMedia_mediaId_idx" ON "TaskMedia"("mediaId");

-- CreateIndex
CREATE INDEX "Media_projectId_sha256_idx" ON "Media"("projectId", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "Media_projectId_name_key" ON "Media"("projectId", "name");

-- CreateIndex
CREATE INDEX "Assignment_labelerId_state_idx" ON "Assignment"("labelerId", "state");

-- CreateIndex
CREATE INDEX "Assignment_lease" ON "Assignment"("leaseUntil") WHERE ("leaseUntil" IS NOT NULL);

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

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProjectConfig" ADD CONSTRAINT "ProjectConfig_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guidelines" ADD CONSTRAINT "Guidelines_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Batch" ADD CONSTRAINT "Batch_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchLabeler" ADD CONSTRAINT "BatchLabeler_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchLabeler" ADD CONSTRAINT "BatchLabeler_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BatchTally" ADD CONSTRAINT "BatchTally_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Task" ADD CONSTRAINT "Task_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "Batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaskContent" ADD CONSTRAINT "TaskContent_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaskMedia" ADD CONSTRAINT "TaskMedia_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaskMedia" ADD CONSTRAINT "TaskMedia_mediaId_fkey" FOREIGN KEY ("mediaId") REFERENCES "Media"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_labelerId_fkey" FOREIGN KEY ("labelerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Draft" ADD CONSTRAINT "Draft_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AnnotationRevision" ADD CONSTRAINT "AnnotationRevision_assignmentId_fkey" FOREIGN KEY ("assignmentId") REFERENCES "Assignment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Export" ADD CONSTRAINT "Export_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An assignment holds a place of its task while it is open or submitted; the counters of the task and of the labeler follow by themselves.
-- With the CHECK on Task no statement, ours or anyone's, can go over the overlap.
CREATE FUNCTION keep_places() RETURNS trigger LANGUAGE plpgsql AS $$
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
      WHERE "id" = task RETURNING "batchId", "submitted", "overlap" INTO batch, sent, wanted;
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
CREATE TRIGGER "places_kept" AFTER INSERT OR UPDATE OF "state" OR DELETE ON "Assignment" FOR EACH ROW EXECUTE FUNCTION keep_places();

CREATE FUNCTION keep_completed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "BatchTally" AS t ("batchId", "labelerId", "completed")
    VALUES (new."batchId", '', (new."submitted" >= new."overlap")::int - (old."submitted" >= old."overlap")::int)
    ON CONFLICT ("batchId", "labelerId") DO UPDATE SET "completed" = t."completed" + excluded."completed";
  RETURN NULL;
END $$;
CREATE TRIGGER "overlap_moved" AFTER UPDATE OF "overlap" ON "Task" FOR EACH ROW
  WHEN ((old."submitted" >= old."overlap") <> (new."submitted" >= new."overlap")) EXECUTE FUNCTION keep_completed();

-- Every config a project ever had stays, so that an answer can be read under the config its assignment was made with.
CREATE FUNCTION keep_config() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ProjectConfig" ("projectId", "version", "config") VALUES (new."id", new."configVersion", new."config")
    ON CONFLICT ("projectId", "version") DO UPDATE SET "config" = excluded."config";
  RETURN NULL;
END $$;
CREATE TRIGGER "config_kept" AFTER INSERT OR UPDATE OF "config", "configVersion" ON "Project" FOR EACH ROW EXECUTE FUNCTION keep_config();

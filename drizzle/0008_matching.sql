CREATE TABLE "evaluations" (
	"talent_id" text NOT NULL,
	"job_id" text NOT NULL,
	"judgements" jsonb NOT NULL,
	"model" text NOT NULL,
	"prompt_version" text NOT NULL,
	"talent_version" integer NOT NULL,
	"job_version" bigint NOT NULL,
	"evaluated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "evaluations_talent_id_job_id_pk" PRIMARY KEY("talent_id","job_id")
);
--> statement-breakpoint
CREATE TABLE "gemini_spend" (
	"day" date PRIMARY KEY NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"prompt_tokens" bigint DEFAULT 0 NOT NULL,
	"answer_tokens" bigint DEFAULT 0 NOT NULL,
	"micro_yen" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "match_feedback" (
	"talent_id" text NOT NULL,
	"job_id" text NOT NULL,
	"is_helpful" boolean NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"score" integer,
	"engine" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	CONSTRAINT "match_feedback_talent_id_job_id_pk" PRIMARY KEY("talent_id","job_id"),
	CONSTRAINT "match_feedback_reason_check" CHECK (char_length("match_feedback"."reason") <= 1000)
);
--> statement-breakpoint
CREATE TABLE "matching_cursors" (
	"name" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matching_states" (
	"talent_id" text PRIMARY KEY NOT NULL,
	"evaluation_version" integer DEFAULT 0 NOT NULL,
	"talent_version" integer,
	"made_by" text DEFAULT '' NOT NULL,
	"floor_score" integer,
	"failures" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	"evaluated_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "skipped_questions" (
	"talent_id" text NOT NULL,
	"question" text NOT NULL,
	"skipped_at" timestamp with time zone NOT NULL,
	CONSTRAINT "skipped_questions_talent_id_question_pk" PRIMARY KEY("talent_id","question")
);
--> statement-breakpoint
ALTER TABLE "recommendations" ADD COLUMN "content_hash" text;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_talent_id_talents_id_fk" FOREIGN KEY ("talent_id") REFERENCES "public"."talents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_feedback" ADD CONSTRAINT "match_feedback_talent_id_talents_id_fk" FOREIGN KEY ("talent_id") REFERENCES "public"."talents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_feedback" ADD CONSTRAINT "match_feedback_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matching_states" ADD CONSTRAINT "matching_states_talent_id_talents_id_fk" FOREIGN KEY ("talent_id") REFERENCES "public"."talents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skipped_questions" ADD CONSTRAINT "skipped_questions_talent_id_talents_id_fk" FOREIGN KEY ("talent_id") REFERENCES "public"."talents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evaluations_job_id_index" ON "evaluations" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "recommendations_job_id_index" ON "recommendations" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "recommendations_picks_index" ON "recommendations" USING btree ("talent_id") WHERE "recommendations"."is_staff_pick";
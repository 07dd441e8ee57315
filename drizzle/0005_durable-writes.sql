CREATE TABLE "announcements" (
	"record_id" bigint PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"starts_on" date,
	"ends_on" date,
	"announcement" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inquiries" (
	"record_id" bigint PRIMARY KEY NOT NULL,
	"revision" integer NOT NULL,
	"talent_id" text NOT NULL,
	"received_at" timestamp with time zone,
	"inquiry" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kintone_calls" (
	"app" text NOT NULL,
	"day" date NOT NULL,
	"calls" integer NOT NULL,
	CONSTRAINT "kintone_calls_app_day_pk" PRIMARY KEY("app","day")
);
--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "withdrawal_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "is_overtaken" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_states" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "sync_states" ADD COLUMN "failed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "talents" ADD COLUMN "bases" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "talents" ADD COLUMN "conflicts" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "inquiries_talent_id_index" ON "inquiries" USING btree ("talent_id");